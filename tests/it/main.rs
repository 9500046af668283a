//! Whole-program tests: the house itself, the commands, real data, and that window and command agree.

mod house;
