//! What was made of bytes that came before: workbooks that were made from one have the same styles and lists of sheets.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// So many are kept, of no more bytes than these: an office sends few kinds of workbooks.
const KEPT: usize = 32;
const LONGEST: usize = 65_536;

/// The last few things that were made, by the bytes of which they were made. Several may look there at once.
pub struct Seen<T>(Mutex<VecDeque<(Vec<u8>, Arc<T>)>>);

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Seen<T> {
    /// What was made of the same bytes, or is made now. What cannot be made is not kept.
    pub fn get<E>(&self, bytes: &[u8], make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        // Nothing is left half done in there, whoever gave up.
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept().iter().find(|(own, _)| own == bytes).map(|(_, known)| Arc::clone(known));
        if let Some(known) = known {
            return Ok(known);
        }
        let made = Arc::new(make()?);
        if bytes.len() <= LONGEST {
            let mut kept = kept();
            kept.truncate(KEPT - 1);
            kept.push_front((bytes.to_vec(), Arc::clone(&made)));
        }
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_are_made_into_something_once() {
        let seen = Seen::default();
        let mut made = 0;
        let mut get = |bytes: &[u8]| {
            let found = seen.get(bytes, || {
                made += 1;
                if bytes.is_empty() { Err(()) } else { Ok(made) }
            });
            found.map(|found| *found)
        };
        assert_eq!(get(b"a"), Ok(1));
        assert_eq!(get(b"b"), Ok(2));
        assert_eq!(get(b"a"), Ok(1));
        assert_eq!(get(b""), Err(()));
        assert_eq!(get(b""), Err(()));
        for byte in 0..40 {
            get(&[byte]).unwrap();
        }
        assert_eq!(get(b"a"), Ok(45));
        assert_eq!(seen.0.lock().unwrap().len(), KEPT);
        get(&vec![7; LONGEST + 1]).unwrap();
        assert_eq!(get(b"a"), Ok(45));
    }
}
