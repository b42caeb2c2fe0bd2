//! Who may work in the panel: one operator, whose login and password are printed on the login page.

/// The cookie of the panel's session. It must differ from ePUAP's, because cookies do not tell ports apart.
pub(super) const SESSION_COOKIE: &str = "PEUPSESSIONID";
/// The login of the practice operator.
pub(crate) const LOGIN: &str = "j.nowak";
/// The password of the practice operator.
pub(crate) const PASSWORD: &str = "Cwiczenia-SEKAP";
/// The name in the panel's header.
pub(super) const FULL_NAME: &str = "Joanna Nowak";
