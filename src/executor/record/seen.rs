//! The state of the page last seen, and the records that show it.

use crate::evidence::error::EvidenceError;
use crate::evidence::format::{Event, FileReference, Mask, Observed, Picture, Rectangle};
use crate::evidence::picture::is_black_around;
use crate::executor::failure::Stop;
use crate::executor::guard::Standing;
use crate::page::error::PageError;
use crate::page::observation::{self, Extent, Observation};
use crate::page::protocol::Page;
use crate::text::plain::plain;

use super::{Journal, mask, stored_url, story_line};

/// The state of the page last seen.
pub(super) struct Seen {
    fingerprint: String,
    standing: Standing,
    title: String,
    picture: Picture,
    text: FileReference,
    /// Record that shows it, and the step that record belongs to.
    record: u64,
    step: Option<String>,
}

impl Journal<'_> {
    /// Says whether this is the state last seen.
    pub(in crate::executor) fn shows(&self, fingerprint: &str) -> bool {
        self.current
            .as_ref()
            .is_some_and(|seen| seen.fingerprint == fingerprint)
    }

    /// Forgets the state last seen: the page has been out of sight since.
    pub(in crate::executor) fn forget(&mut self) {
        self.current = None;
    }

    /// Returns address and entity of the state last seen.
    pub(in crate::executor) fn standing(&self) -> Standing {
        self.current
            .as_ref()
            .map(|seen| seen.standing.clone())
            .unwrap_or_default()
    }

    /// Returns the record that shows the state last seen, repeated in the present step if it belongs to an earlier one.
    pub(in crate::executor) fn before(&mut self) -> Result<Option<u64>, EvidenceError> {
        let step = self.steps.last().cloned();
        let Some(seen) = self.current.as_ref() else {
            return Ok(None);
        };
        if seen.step == step {
            return Ok(Some(seen.record));
        }
        let repeated = Observed {
            url: stored_url(&seen.standing.url),
            title: seen.title.clone(),
            entity: seen.standing.entity.clone(),
            messages: Vec::new(),
            picture: seen.picture.clone(),
            text: seen.text.clone(),
            story: Vec::new(),
        };
        let record = self.append(Event::Observed(repeated))?;
        if let Some(seen) = self.current.as_mut() {
            seen.record = record;
            seen.step = step;
        }
        Ok(Some(record))
    }

    /// Stores what a page shows after an act, always with a new picture: what only style sheets show (an open menu, a
    /// mark under the pointer) is in no fingerprint.
    pub(in crate::executor) async fn observed_after<P: Page>(
        &mut self,
        page: &mut P,
        seen: &Observation,
    ) -> Result<u64, Unseen> {
        if let Some(current) = &mut self.current {
            current.fingerprint.clear();
        }
        self.observed(page, seen).await
    }

    /// Stores what a settled page shows: a new picture only if it differs from the state last seen.
    pub(in crate::executor) async fn observed<P: Page>(
        &mut self,
        page: &mut P,
        seen: &Observation,
    ) -> Result<u64, Unseen> {
        let same = self
            .current
            .as_ref()
            .filter(|current| current.fingerprint == seen.fingerprint);
        if let Some(current) = same
            && current.step.as_deref() == self.steps.last().map(String::as_str)
            && seen.messages.is_empty()
        {
            return Ok(current.record);
        }
        let known = same.map(|current| (current.picture.clone(), current.text.clone()));
        let (picture, text) = if let Some(known) = known {
            known
        } else {
            // First, for what it tells of covered places is covered in the picture wherever else it stands.
            let text = seen.snapshot.kept(self.trail.masking());
            let picture = self.picture(page, Extent::Viewport).await?;
            (picture, self.trail.store_text(&text)?)
        };
        let title = plain(&seen.title);
        let standing = Standing {
            url: seen.url.clone(),
            entity: seen.entity.as_deref().map(plain),
        };
        let record = self.append(Event::Observed(Observed {
            url: stored_url(&seen.url),
            title: title.clone(),
            entity: standing.entity.clone(),
            messages: seen.messages.iter().map(|message| plain(message)).collect(),
            picture: picture.clone(),
            text: text.clone(),
            story: seen.story.iter().map(story_line).collect(),
        }))?;
        self.current = Some(Seen {
            fingerprint: seen.fingerprint.clone(),
            standing,
            title,
            picture,
            text,
            record,
            step: self.steps.last().cloned(),
        });
        Ok(record)
    }

    /// Takes and stores a picture in which everything that is to be covered is seen to be: the bytes themselves are looked
    /// at, and thrown away if a box is not where it should be.
    async fn picture<P: Page>(&mut self, page: &mut P, extent: Extent) -> Result<Picture, Unseen> {
        let shot = page.picture(extent, self.trail.masking()).await?;
        let masks: Vec<Mask> = shot.masks.iter().map(mask).collect();
        let areas: Vec<Rectangle> = masks.iter().map(|mask| mask.area).collect();
        if !areas.is_empty() && !is_black_around(&shot.png, &areas) {
            let why = "a box is not in the picture where the page has it".to_owned();
            return Err(Unseen::Page(PageError::Uncovered(why)));
        }
        let picture = self.trail.store_covered(&shot.png, masks)?;
        self.pictures += 1;
        Ok(match extent {
            Extent::Viewport => picture,
            Extent::Whole => Picture {
                corner: Some(shot.corner),
                ..picture
            },
        })
    }

    /// Makes sure that an area of the page can be seen in a picture: one outside the viewport in one of the whole page.
    pub(in crate::executor) async fn show<P: Page>(
        &mut self,
        page: &mut P,
        area: observation::Rectangle,
        viewport: observation::Rectangle,
    ) -> Result<(), Unseen> {
        let outside = area.y < 0.0 || area.y + area.height > viewport.height;
        let is_whole = |seen: &Seen| seen.picture.corner.is_some();
        if outside && area.height > 0.0 && !self.current.as_ref().is_some_and(is_whole) {
            let picture = self.picture(page, Extent::Whole).await?;
            if let Some(seen) = &mut self.current {
                seen.picture = picture;
                // What shows the state now is another record.
                seen.step = None;
            }
        }
        self.before()?;
        Ok(())
    }
}

/// Why a page could not be recorded.
#[derive(Debug)]
pub(in crate::executor) enum Unseen {
    /// It could not be looked at.
    Page(PageError),
    /// What was seen could not be stored.
    Evidence(EvidenceError),
}

impl From<PageError> for Unseen {
    fn from(error: PageError) -> Self {
        Self::Page(error)
    }
}

impl From<EvidenceError> for Unseen {
    fn from(error: EvidenceError) -> Self {
        Self::Evidence(error)
    }
}

impl From<Unseen> for Stop {
    fn from(unseen: Unseen) -> Self {
        match unseen {
            Unseen::Page(error) => error.into(),
            Unseen::Evidence(error) => error.into(),
        }
    }
}
