//! Chance that can be had again.

/// Numbers that look random and are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % limit.max(1)
    }

    /// Two different numbers below a limit.
    pub fn pair(&mut self, limit: usize) -> (usize, usize) {
        let one = self.below(limit);
        (one, (one + 1 + self.below(limit - 1)) % limit)
    }
}
