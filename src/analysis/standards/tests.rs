//! What a check answers, held against cases worked out by hand and against plain loops.
