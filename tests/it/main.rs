//! Whole-program tests: the house itself, real data, the commands, and that window and command agree.
#![allow(
    clippy::expect_used,
    reason = "a test fails by panicking; helpers outside `#[test]` functions too"
)]

mod cache;
mod commands;
mod globe;
mod guide;
mod house;
mod hub;
mod keyboard;
mod layers;
mod letters;
mod oracle;
mod print;
mod programmes;
mod report;
mod select;
mod standards;
mod tables;
mod template;
mod texts;
mod tiles;
mod tools;
mod tripura;
mod window;
