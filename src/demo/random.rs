//! Random numbers and smooth noise that are the same on every machine: integers and the four basic operations only, which IEEE 754
//! rounds exactly, and none of the functions whose last bit differs between mathematical libraries. Never seeded by time.

use super::grid::Km;

/// `SplitMix64` (Steele, Lea and Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014).
#[derive(Debug, Clone)]
pub struct Random(u64);

/// The finishing permutation of `SplitMix64`.
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A number from 0 up to but not including 1 that depends on three integers alone.
pub fn hash_unit(seed: u64, a: u64, b: u64) -> f64 {
    let spread = a.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let z = mix(seed.wrapping_add(spread) ^ b.wrapping_mul(0xD1B5_4A32_D192_ED03));
    (z >> 11) as f64 / (1u64 << 53) as f64
}

impl Random {
    /// The stream of this seed.
    pub fn new(seed: u64) -> Self {
        Self(mix(seed))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// From 0 up to but not including 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// From `low` up to but not including `high`.
    pub fn range(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A whole number below `n`.
    pub fn index(&mut self, n: usize) -> usize {
        ((self.unit() * n as f64) as usize).min(n.saturating_sub(1))
    }

    /// True in a share `p` of all cases.
    pub fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// One of the words.
    pub fn word(&mut self, words: &[&'static str]) -> &'static str {
        words[self.index(words.len())]
    }

    /// A point beside `p`, between `least` and `most` kilometres away, in any direction.
    pub fn beside(&mut self, p: Km, least: f64, most: f64) -> Km {
        loop {
            let (dx, dy) = (self.range(-most, most), self.range(-most, most));
            let d2 = dx * dx + dy * dy;
            if d2 >= least * least && d2 <= most * most {
                return Km::new(p.x + dx, p.y + dy);
            }
        }
    }
}

/// Smooth noise in −1 to 1 that changes over about one unit of `p`.
fn noise(seed: u64, p: Km) -> f64 {
    let (cell_x, cell_y) = (p.x.floor(), p.y.floor());
    let fade = |t: f64| t * t * (3.0 - 2.0 * t);
    let (u, v) = (fade(p.x - cell_x), fade(p.y - cell_y));
    let (a, b) = (cell_x as i64, cell_y as i64);
    let corner = |da, db| hash_unit(seed, (a + da) as u64, (b + db) as u64);
    let low = corner(0, 0) * (1.0 - u) + corner(1, 0) * u;
    let high = corner(0, 1) * (1.0 - u) + corner(1, 1) * u;
    2.0 * (low * (1.0 - v) + high * v) - 1.0
}

/// Noise with finer and finer detail: `octaves` layers, the coarsest `wavelength` kilometres long, each half as long and as high as
/// the one before; about −1 to 1.
pub fn fractal(seed: u64, p: Km, wavelength: f64, octaves: u64) -> f64 {
    let (mut sum, mut height, mut total, mut scale) = (0.0, 1.0, 0.0, 1.0 / wavelength);
    for octave in 0..octaves {
        sum += height * noise(seed.wrapping_add(octave), Km::new(p.x * scale, p.y * scale));
        total += height;
        height *= 0.5;
        scale *= 2.0;
    }
    sum / total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_splitmix64() {
        // First outputs of the reference implementation for the state 1234567 (Vigna, splitmix64.c).
        let mut random = Random(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn noise_is_smooth_and_bounded() {
        let mut last = fractal(7, Km::new(-3.0, 2.0), 5.0, 4);
        for step in 1..4000 {
            let next = fractal(7, Km::new(-3.0 + f64::from(step) * 0.01, 2.0), 5.0, 4);
            assert!(next.abs() <= 1.0 && (next - last).abs() < 0.05);
            last = next;
        }
    }
}
