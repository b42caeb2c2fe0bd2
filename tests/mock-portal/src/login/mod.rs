//! The login side's origin: Węzeł Krajowy and Profil Zaufany look-alikes with a practice phone.

mod attempt;
mod page;
mod router;

pub(crate) use attempt::Attempt;
pub(crate) use router::router;
