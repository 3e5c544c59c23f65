//! Works pieces out side by side and hands the results on in the order of the pieces. Only so many are under way or
//! waiting at a time, however many there are; a piece that panics stops no other.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// What the first thread of a program has on most systems, so that many at a time bear what one at a time does.
const STACK: usize = 8 << 20;

/// Results that wait for a slow one before them, for each worker.
const WAITING: usize = 2;

/// A piece, and where its result goes.
type Order<J, R> = (J, SyncSender<R>);

/// Works every piece out on so many threads, and gives the results to `take` in the order of the pieces, each as soon as
/// all before it are there. Where `work` panics, `fault` gives the result. Stops at the first error of `take`.
pub fn in_order<J: Send, R: Send, E>(
    jobs: usize,
    mut pieces: impl Iterator<Item = J>,
    work: impl Fn(&J) -> R + Sync,
    fault: impl Fn(&J) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let result = |piece: &J| catch_unwind(AssertUnwindSafe(|| work(piece))).unwrap_or_else(|_| fault(piece));
    if jobs <= 1 {
        return pieces.try_for_each(|piece| take(result(&piece)));
    }
    let window = jobs.saturating_mul(WAITING);
    let (give, orders) = sync_channel::<Order<J, R>>(window);
    let orders = Mutex::new(orders);
    let serve = || {
        while let Some((piece, done)) = next(&orders) {
            // Nobody waits any more where `take` has failed.
            if done.send(result(&piece)).is_err() {
                break;
            }
        }
    };
    thread::scope(|scope| {
        let give = give;
        let begun = (0..jobs)
            .filter(|_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, serve).is_ok())
            .count();
        let mut waiting: VecDeque<Receiver<R>> = VecDeque::new();
        loop {
            while waiting.len() < window {
                let Some(piece) = pieces.next() else { break };
                if begun == 0 {
                    // A system that gives no threads still gets its results.
                    take(result(&piece))?;
                    continue;
                }
                let (done, to_come) = sync_channel(1);
                if give.send((piece, done)).is_err() {
                    return Ok(());
                }
                waiting.push_back(to_come);
            }
            let Some(first) = waiting.pop_front() else { return Ok(()) };
            if let Ok(result) = first.recv() {
                take(result)?;
            }
        }
    })
}

/// The next piece; nothing once all are given out.
fn next<J, R>(orders: &Mutex<Receiver<Order<J, R>>>) -> Option<Order<J, R>> {
    // Nothing panics while it is locked.
    orders.lock().ok()?.recv().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    fn all(jobs: usize, pieces: usize, work: impl Fn(&usize) -> usize + Sync) -> Vec<usize> {
        let mut results = Vec::new();
        let fault = |piece: &usize| piece + 1_000_000;
        in_order(jobs, 0..pieces, work, fault, |result| {
            results.push(result);
            Ok::<(), ()>(())
        })
        .unwrap();
        results
    }

    #[test]
    fn in_the_order_of_the_pieces_whoever_is_first() {
        let slow_first = |piece: &usize| {
            thread::sleep(Duration::from_millis(if piece.is_multiple_of(5) { 5 } else { 0 }));
            piece * 2
        };
        let expected: Vec<usize> = (0..40).map(|piece| piece * 2).collect();
        for jobs in [0, 1, 2, 7, 100] {
            assert_eq!(all(jobs, 40, slow_first), expected, "{jobs}");
        }
        assert_eq!(all(4, 0, |piece| *piece), Vec::<usize>::new());
    }

    #[test]
    fn a_panic_is_one_result_and_stops_nothing() {
        let work = |piece: &usize| {
            assert_ne!(piece % 3, 1, "on purpose");
            *piece
        };
        for jobs in [1, 3] {
            assert_eq!(all(jobs, 7, work), [0, 1_000_001, 2, 3, 1_000_004, 5, 6]);
        }
    }

    #[test]
    fn no_more_are_begun_than_the_window_holds() {
        let (begun, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |piece: &usize| {
            let ahead = begun.fetch_add(1, Ordering::SeqCst) + 1 - taken.load(Ordering::SeqCst);
            assert!(ahead <= 3 * WAITING + 1, "{ahead}");
            *piece
        };
        let mut results = Vec::new();
        in_order(
            3,
            0..200,
            work,
            |_| usize::MAX,
            |result| {
                thread::sleep(Duration::from_micros(50));
                taken.fetch_add(1, Ordering::SeqCst);
                results.push(result);
                Ok::<(), ()>(())
            },
        )
        .unwrap();
        assert_eq!(results, (0..200).collect::<Vec<_>>());
    }

    #[test]
    fn an_error_of_the_taker_ends_it() {
        let done = AtomicUsize::new(0);
        let work = |_: &usize| done.fetch_add(1, Ordering::SeqCst);
        let ended =
            in_order(4, 0..1_000, work, |_| 0, |result| if result < 3 { Ok(()) } else { Err("full") });
        assert_eq!(ended, Err("full"));
        assert!(done.load(Ordering::SeqCst) < 100);
    }
}
