//! A stream of random numbers that a seed and the number of an input give again on any machine.

/// `SplitMix64`.
pub(crate) struct Random(u64);

impl Random {
    /// The stream of one input: no input depends on those before it.
    pub(crate) fn new(seed: u64, index: u64) -> Self {
        let mut random =
            Self(seed.wrapping_mul(0xD129_0E5B_3F7A_6C11) ^ index.wrapping_mul(0x9E6C_63D0_876A_8B4D));
        random.next();
        random
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Below a bound, which is not 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).unwrap();
        usize::try_from(self.next() % bound).unwrap()
    }

    pub(crate) fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    pub(crate) fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }

    /// Few most of the time, many now and then.
    pub(crate) fn few(&mut self, most: usize) -> usize {
        let bound = if self.one_in(4) { most } else { most.min(3) };
        1 + self.below(bound)
    }

    /// A stretch within a length.
    pub(crate) fn stretch(&mut self, length: usize, longest: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        let end = start + self.below(longest.min(length - start) + 1);
        start..end
    }
}
