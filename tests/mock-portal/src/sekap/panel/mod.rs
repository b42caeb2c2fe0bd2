//! The pages of the administration panel and of its login side.

mod door;
mod form;
mod frame;
mod router;
mod tree;

pub(super) use router::{login_router, panel_router};
