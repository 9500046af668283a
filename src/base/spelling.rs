//! Names that were meant: the one of a list that comes nearest to what was typed.

/// The candidate that is spelled most like a word, whatever its case; the first of equals. `None` where none is like it: more than a third
/// of the letters would have to change.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| -> Vec<char> {
        text.chars()
            .filter(|c| !matches!(c, '-' | '_' | ' '))
            .flat_map(char::to_lowercase)
            .take(LONGEST)
            .collect()
    };
    let word = plain(word);
    candidates
        .into_iter()
        .map(|candidate| {
            let other = plain(candidate);
            let most = word.len().max(other.len()).div_ceil(3);
            (distance(&word, &other), most, candidate)
        })
        .filter(|(distance, most, _)| distance <= most)
        .min_by_key(|(distance, ..)| *distance)
        .map(|(.., candidate)| candidate)
}

/// Longer names are compared by their beginning.
const LONGEST: usize = 64;

/// Letters to insert, delete, replace, or neighbours to exchange, to make one word of the other (Damerau 1964, in the restricted form).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let replaced = above[j] + usize::from(x != y);
            let mut best = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelled_name_finds_the_one_that_was_meant() {
        let names = [
            "within-reach",
            "exists-per-unit",
            "facilities",
            "at_least",
            "级别",
        ];
        for (word, meant) in [
            ("within_reach", Some("within-reach")),
            ("facilites", Some("facilities")),
            ("Facilities", Some("facilities")),
            ("at_lesat", Some("at_least")),
            ("级別", Some("级别")),
            ("radius", None),
        ] {
            assert_eq!(nearest(word, names), meant, "{word}");
        }
    }
}
