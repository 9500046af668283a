//! What stands on a drawn map.
