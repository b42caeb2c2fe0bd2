//! Pictures in which something is covered: found and covered in the page before the picture is taken, and
//! looked for again before what is laid over the page is taken away.
//!
//! Scripts gather texts, fields and parts of the page, [`Masking`] decides what in them is covered and how it is called.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::reply;
use super::script::{self, Covers};
use super::session::Session;
use crate::page::error::PageError;
use crate::page::observation::{Mask, Rectangle};
use crate::text::mask::{Masking, Placed, Unplaced};

/// Tries before a page counts as one that moves what is to be covered.
const TRIES: usize = 5;
/// Looks for texts of which nothing is known yet, one after the other.
const ROUNDS: usize = 5;

/// What a script of the page says of covers.
pub(super) enum Covering {
    /// Texts, and fields and parts of the page, of which nothing is known yet.
    Unknown { texts: Vec<String>, unplaced: Unplaced },
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
        let mut why = String::new();
        for _ in 0..TRIES {
            self.nothing_apart(masking).await?;
            let masks = match self.cover(whole, masking).await? {
                Covering::Laid(masks) => masks,
                Covering::Failed(said) => {
                    why = said;
                    continue;
                }
                Covering::Unknown { .. } => {
                    "the page shows new texts again and again".clone_into(&mut why);
                    continue;
                }
            };
            let png = self.capture(whole).await;
            // Taken away in any case, and a picture of a page that has gone meanwhile is forgotten.
            let is_whole = self.uncover(whole, masking).await?;
            let png = png?;
            if is_whole {
                return Ok((png, masks.into_iter().map(|mask| moved(mask, corner)).collect()));
            }
            "the page moved under the boxes".clone_into(&mut why);
        }
        Err(PageError::Uncovered(why))
    }

    /// Covers what is to be covered; what is new is judged first.
    async fn cover(&mut self, whole: Option<(u32, u32)>, masking: &mut Masking) -> Result<Covering, PageError> {
        for _ in 0..ROUNDS {
            let script = &scripts(masking).cover;
            let told = self.ask(script, self.covering(whole, masking)).await?;
            match reply::covering(told)? {
                Covering::Unknown { texts, unplaced } => {
                    masking.judge_places(unplaced);
                    masking.judge(texts);
                }
                covering @ (Covering::Laid(_) | Covering::Failed(_)) => return Ok(covering),
            }
        }
        Ok(Covering::Unknown {
            texts: Vec::new(),
            unplaced: Unplaced::default(),
        })
    }

    /// Takes away what was laid, and says whether all lay under it until now.
    async fn uncover(&mut self, whole: Option<(u32, u32)>, masking: &Masking) -> Result<bool, PageError> {
        let script = &scripts(masking).uncover;
        reply::uncovered(self.ask(script, self.covering(whole, masking)).await?)
    }

    /// Refuses a page with something to be covered in a frame that the window's document may not look into: what is laid
    /// there could not be told in pixels of the window.
    async fn nothing_apart(&mut self, masking: &mut Masking) -> Result<(), PageError> {
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
            let covering = self.cover(None, masking).await;
            let laid = matches!(&covering, Ok(Covering::Laid(masks)) if !masks.is_empty());
            let uncovered = if laid {
                self.uncover(None, masking).await.map(drop)
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

    fn covering(&self, whole: Option<(u32, u32)>, masking: &Masking) -> Vec<Value> {
        let judged = masking.judged().map(|(text, covers)| {
            let units = |end: usize| text[..end].encode_utf16().count();
            let covers = covers.iter().map(|cover| {
                let (start, end) = (units(cover.range.start), units(cover.range.end));
                json!([start, end, cover.rule.word(), cover.name])
            });
            json!([text, covers.collect::<Vec<_>>()])
        });
        let hosts = json!(self.landmarks.hosts);
        let placed = placed(masking.placed());
        vec![hosts, json!(masking.hint()), judged.collect(), json!(whole), placed]
    }
}

/// Returns the scripts that see what is covered: only where a profile names fields or parts are those looked for.
fn scripts(masking: &Masking) -> &'static Covers {
    if masking.rules().has_places() {
        &script::COVERS_OF_PLACES
    } else {
        &script::COVERS
    }
}

fn placed(placed: &Placed) -> Value {
    let values = placed.values.iter().map(|(held, mask)| {
        let mask = mask.as_ref().map(|mask| json!([mask.rule.word(), mask.name]));
        json!([[held.rule.word(), held.text, held.spreads], mask])
    });
    let values: Vec<Value> = values.collect();
    let pairs = |judged: &BTreeMap<String, bool>| judged.iter().map(|pair| json!(pair)).collect::<Vec<_>>();
    json!({ "labels": pairs(&placed.labels), "places": pairs(&placed.places), "values": values })
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
