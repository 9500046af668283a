//! Random numbers from a seed, never from the time: the same files in every run.

/// `SplitMix64` (Steele, Lea and Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014).
pub struct Random(u64);

impl Random {
    /// The stream of this seed and purpose: one purpose never shifts the numbers of another.
    pub fn new(seed: u64, purpose: u64) -> Self {
        let mut random = Self(seed ^ purpose.wrapping_mul(0xd1b5_4a32_d192_ed03));
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to but not including 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// From `-most` to `most`.
    pub fn either_way(&mut self, most: f64) -> f64 {
        most * (2.0 * self.unit() - 1.0)
    }

    /// A whole number below `n`.
    pub fn index(&mut self, n: usize) -> usize {
        ((self.unit() * n as f64) as usize).min(n - 1)
    }

    /// One of the characters of a text.
    pub fn character(&mut self, of: &str) -> char {
        let n = self.index(of.chars().count());
        of.chars().nth(n).unwrap_or_default()
    }

    /// Normally distributed with mean 0 (Box and Muller 1958).
    pub fn normal(&mut self, deviation: f64) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        deviation * radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// The exponential of a normally distributed number.
    pub fn lognormal(&mut self, mean: f64, deviation: f64) -> f64 {
        (mean + self.normal(deviation)).exp()
    }

    /// Brings a list into random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.index(last + 1));
        }
    }

    /// `count` of `0..n`: without repetition as long as there are enough.
    pub fn choose(&mut self, n: usize, count: usize) -> Vec<usize> {
        if count > n {
            return (0..count).map(|_| self.index(n)).collect();
        }
        let mut all: Vec<usize> = (0..n).collect();
        for place in 0..count {
            all.swap(place, place + self.index(n - place));
        }
        all.truncate(count);
        all
    }
}
