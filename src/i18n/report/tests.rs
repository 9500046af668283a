//! The report says what the lists say.
