//! Pictures in which numbers and names of persons are covered: found and covered in the page before the picture is taken, and
//! looked for again before what is laid over the page is taken away.
//!
//! Scripts gather texts, [`Masking`] decides what in them is covered and how it is called.

use serde_json::{Value, json};

use super::reply;
use super::script;
use super::session::Session;
use crate::page::error::PageError;
use crate::page::observation::{Mask, Rectangle};
use crate::text::mask::Masking;

/// Tries before a page counts as one that moves what is to be covered.
const TRIES: usize = 5;
/// Looks for texts of which nothing is known yet, one after the other.
const ROUNDS: usize = 5;

/// What a script of the page says of covers.
pub(super) enum Covering {
    /// Texts of which nothing is known yet.
    Unknown(Vec<String>),
    /// What is covered now, in pixels from the window's corner.
    Laid(Vec<Mask>),
    /// The page does not let itself be covered.
    Failed(String),
}

impl Session {
    /// Takes a picture of the viewport, or of a whole page of the given size whose corner is that far from the window's, with
    /// everything covered that is to be.
    pub(super) async fn covered_picture(
        &mut self,
        whole: Option<(u32, u32)>,
        corner: (f64, f64),
        masking: &mut Masking,
    ) -> Result<(Vec<u8>, Vec<Mask>), PageError> {
        let hint = masking.rules().hint();
        let mut why = String::new();
        for _ in 0..TRIES {
            self.nothing_apart(&hint, masking).await?;
            let masks = match self.cover(&hint, whole, masking).await? {
                Covering::Laid(masks) => masks,
                Covering::Failed(said) => {
                    why = said;
                    continue;
                }
                Covering::Unknown(_) => {
                    "the page shows new texts again and again".clone_into(&mut why);
                    continue;
                }
            };
            let png = self.capture(whole).await;
            // Taken away in any case, and a picture of a page that has gone meanwhile is forgotten.
            let is_whole = reply::uncovered(self.ask(&script::UNCOVER, self.covering(&hint, whole, masking)).await?)?;
            let png = png?;
            if is_whole {
                return Ok((png, masks.into_iter().map(|mask| moved(mask, corner)).collect()));
            }
            "the page moved under the boxes".clone_into(&mut why);
        }
        Err(PageError::Uncovered(why))
    }

    /// Covers what is to be covered; texts that are new are judged first.
    async fn cover(
        &mut self,
        hint: &str,
        whole: Option<(u32, u32)>,
        masking: &mut Masking,
    ) -> Result<Covering, PageError> {
        let mut covering = reply::covering(self.ask(&script::COVER, self.covering(hint, whole, masking)).await?)?;
        for _ in 0..ROUNDS {
            let Covering::Unknown(texts) = covering else { break };
            masking.judge(texts);
            covering = reply::covering(self.ask(&script::COVER, self.covering(hint, whole, masking)).await?)?;
        }
        Ok(covering)
    }

    /// Refuses a page with something to be covered in a frame that the window's document may not look into: what is laid
    /// there could not be told in pixels of the window.
    async fn nothing_apart(&mut self, hint: &str, masking: &mut Masking) -> Result<(), PageError> {
        for way in self.apart.clone() {
            match self.enter(&way).await {
                Ok(()) => {}
                // The next look finds out which frames there are now.
                Err(PageError::Detached | PageError::Lost(_) | PageError::WindowClosed(_)) => {
                    self.leave_frames().await?;
                    continue;
                }
                Err(other) => return Err(other),
            }
            let covering = self.cover(hint, None, masking).await;
            let laid = matches!(&covering, Ok(Covering::Laid(masks)) if !masks.is_empty());
            let uncovered = if laid {
                self.ask(&script::UNCOVER, self.covering(hint, None, masking))
                    .await
                    .map(drop)
            } else {
                Ok(())
            };
            self.leave_frames().await?;
            uncovered?;
            match covering {
                Ok(Covering::Laid(masks)) if masks.is_empty() => {}
                // On no host of the portal nothing is looked at.
                Err(PageError::Elsewhere(_)) => {}
                Ok(_) => {
                    return Err(PageError::Uncovered(
                        "it stands in a frame of another origin".to_owned(),
                    ));
                }
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    fn covering(&self, hint: &str, whole: Option<(u32, u32)>, masking: &Masking) -> Vec<Value> {
        let judged = masking.judged().map(|(text, covers)| {
            let units = |end: usize| text[..end].encode_utf16().count();
            let covers = covers.iter().map(|cover| {
                let (start, end) = (units(cover.range.start), units(cover.range.end));
                json!([start, end, cover.rule.word(), cover.name])
            });
            json!([text, covers.collect::<Vec<_>>()])
        });
        vec![json!(self.landmarks.hosts), json!(hint), judged.collect(), json!(whole)]
    }
}

fn moved(mask: Mask, (left, top): (f64, f64)) -> Mask {
    Mask {
        area: Rectangle {
            x: mask.area.x + left,
            y: mask.area.y + top,
            ..mask.area
        },
        ..mask
    }
}
