//! What was made of bytes that came before: workbooks that were made from one have the same styles and lists of sheets.

use std::collections::VecDeque;
use std::sync::Arc;

/// So many are kept, of no more bytes than these: an office sends few kinds of workbooks.
const KEPT: usize = 8;
const LONGEST: usize = 65_536;

/// The last few things that were made, by the bytes of which they were made.
pub struct Seen<T>(VecDeque<(Vec<u8>, Arc<T>)>);

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<T> Seen<T> {
    /// What was made of the same bytes, or is made now. What cannot be made is not kept.
    pub fn get<E>(&mut self, bytes: &[u8], make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        if let Some((_, known)) = self.0.iter().find(|(own, _)| own == bytes) {
            return Ok(Arc::clone(known));
        }
        let made = Arc::new(make()?);
        if bytes.len() <= LONGEST {
            self.0.truncate(KEPT - 1);
            self.0.push_front((bytes.to_vec(), Arc::clone(&made)));
        }
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_are_made_into_something_once() {
        let mut seen = Seen::default();
        let mut made = 0;
        let mut get = |seen: &mut Seen<usize>, bytes: &[u8]| {
            let found = seen.get(bytes, || {
                made += 1;
                if bytes.is_empty() { Err(()) } else { Ok(made) }
            });
            found.map(|found| *found)
        };
        assert_eq!(get(&mut seen, b"a"), Ok(1));
        assert_eq!(get(&mut seen, b"b"), Ok(2));
        assert_eq!(get(&mut seen, b"a"), Ok(1));
        assert_eq!(get(&mut seen, b""), Err(()));
        assert_eq!(get(&mut seen, b""), Err(()));
        for byte in 0..20 {
            get(&mut seen, &[byte]).unwrap();
        }
        assert_eq!(get(&mut seen, b"a"), Ok(25));
        assert_eq!(seen.0.len(), KEPT);
        get(&mut seen, &[7; LONGEST + 1]).unwrap();
        assert_eq!(get(&mut seen, b"a"), Ok(25));
    }
}
