//! What several parts of the suite need.

pub mod fake_page;
pub mod records;
