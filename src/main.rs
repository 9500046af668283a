//! The door: a window or a command.
fn main() {}
