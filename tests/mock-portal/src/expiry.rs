//! How long a session lives, and how the portal shows that it has ended.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::session::Session;
use crate::state::State;

/// What a browser sees of a session that has ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExpiryShape {
    /// A page that is loaded leads to the login side; the page's script is sent there too.
    #[default]
    PageRedirect,
    /// The page's script is told to leave for the login side, by a `<redirect>`.
    AjaxRedirect,
    /// The page's script gets the login page as HTML instead of XML: nothing visible happens.
    DeadButton,
    /// A page says „Sesja wygasła”; the page's script is sent to it.
    Notice,
}

impl ExpiryShape {
    /// All shapes.
    pub const ALL: [Self; 4] = [Self::PageRedirect, Self::AjaxRedirect, Self::DeadButton, Self::Notice];

    /// Whether a request of this kind shows the shape.
    pub(crate) fn shows_in(self, ajax: bool) -> bool {
        match self {
            Self::PageRedirect => !ajax,
            Self::AjaxRedirect | Self::DeadButton => ajax,
            Self::Notice => true,
        }
    }
}

/// How long a session lives; without limits it ends only when a person or a fault ends it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SessionLife {
    /// The longest time between two requests.
    pub idle: Option<Duration>,
    /// The longest time from the login on, whatever the person does.
    pub absolute: Option<Duration>,
    /// How the end shows itself.
    pub shape: ExpiryShape,
}

impl SessionLife {
    /// What is assumed of the real portal: 15 minutes idle, two hours altogether.
    pub const ASSUMED: Self = Self {
        idle: Some(Duration::from_mins(15)),
        absolute: Some(Duration::from_hours(2)),
        shape: ExpiryShape::PageRedirect,
    };

    fn is_over(&self, session: &Session, now: Timestamp) -> bool {
        let over = |since: Timestamp, limit: Option<Duration>| {
            let limit = limit.and_then(|limit| SignedDuration::try_from(limit).ok());
            limit.is_some_and(|limit| now.duration_since(since) > limit)
        };
        over(session.touched, self.idle) || over(session.opened, self.absolute)
    }
}

impl State {
    /// The time on the portal's clock.
    pub(crate) fn now(&self) -> Timestamp {
        // A clock that was put beyond the end of time stands still there.
        Timestamp::now()
            .saturating_add(self.clock_ahead)
            .unwrap_or(Timestamp::MAX)
    }

    /// Ends what has lived too long; the session of this request lives on from now.
    pub(crate) fn age_sessions(&mut self, of_request: Option<&str>) {
        let (now, life) = (self.now(), self.settings.session);
        let over: Vec<String> = self
            .sessions
            .iter()
            .filter(|(_, session)| life.is_over(session, now))
            .map(|(id, _)| id.clone())
            .collect();
        for id in over {
            self.sessions.remove(&id);
            self.ended.insert(id, life.shape);
        }
        if let Some(session) = of_request.and_then(|id| self.sessions.get_mut(id)) {
            session.touched = now;
        }
    }

    /// Ends every session.
    pub(crate) fn end_sessions(&mut self, shape: ExpiryShape) {
        let ids = self.sessions.drain().map(|(id, _)| (id, shape));
        self.ended.extend(ids);
    }
}
