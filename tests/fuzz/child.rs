//! Runs input after input in this process and writes down how far it came. What ends the process, the keeper sees;
//! here panics are caught, and an input that takes too long ends the process by the watchdog.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::MEMORY;
use crate::arguments::Search;
use crate::random::Random;
use crate::targets::{Kind, Target};

/// What one input may take.
pub(crate) const MOST_TIME: Duration = Duration::from_secs(10);
const MOST_MEMORY: usize = 512 << 20;

/// What Windows gives the first thread of a program, so that recursion without end is met here, too.
const STACK: usize = 1 << 20;

/// How the watchdog ends the process.
pub(crate) const TOO_SLOW: u8 = 77;

/// The file below the folder of a search that says how far the child came.
pub(crate) const PROGRESS: &str = "progress";

/// The panic that was met last: where, and what it said.
static PANIC: Mutex<Option<(String, String)>> = Mutex::new(None);

/// When the input at work began, in milliseconds from the start; 0 between inputs.
static BEGAN: AtomicU64 = AtomicU64::new(0);

fn listen() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let payload = panic.payload();
        let words = payload.downcast_ref::<&str>().map(|words| (*words).to_owned());
        let said = words.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default();
        if let Ok(mut last) = PANIC.lock() {
            // A panic within a panic tells less than the first.
            last.get_or_insert((place, said));
        }
    }));
}

/// What came of an input: where the program panicked, if it did; a panic that the program caught counts if it was its own.
fn attempt(target: &mut Target, seed: usize, bytes: &[u8]) -> Option<String> {
    let whole = catch_unwind(AssertUnwindSafe(|| target.run(seed, bytes))).is_ok();
    let (place, said) = PANIC.lock().ok()?.take()?;
    (!whole || place.starts_with("src/") || place.starts_with("src\\")).then(|| format!("{place}: {said}"))
}

/// Deep recursion must be met on a small stack, and not in the harness.
fn on_small_stack(size: usize, work: impl FnOnce() -> ExitCode + Send) -> ExitCode {
    thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(size).spawn_scoped(scope, work).unwrap();
        worker.join().unwrap_or(ExitCode::FAILURE)
    })
}

/// A few inputs for each target, so that the targets are known to work.
pub(crate) fn smoke() -> ExitCode {
    listen();
    // Without optimisation, functions take several times the stack.
    on_small_stack(STACK * 8, || {
        let mut code = ExitCode::SUCCESS;
        for kind in Kind::ALL {
            let mut target = Target::new(kind);
            for index in 0..kind.smoke() {
                let (seed, bytes) = target.input(&mut Random::new(1, index));
                if let Some(panic) = attempt(&mut target, seed, &bytes) {
                    println!("{} input {index} of seed 1: {panic}", kind.name());
                    code = ExitCode::FAILURE;
                }
            }
            println!("{}: {} inputs", kind.name(), kind.smoke());
        }
        code
    })
}

/// One input from a file, with all that it takes told.
pub(crate) fn replay(kind: Kind, file: &Path) -> ExitCode {
    let bytes = std::fs::read(file).unwrap();
    on_small_stack(STACK, || {
        let mut target = Target::new(kind);
        let seed = target.seed_of(file);
        let base = MEMORY.allocated();
        MEMORY.set_limit(base + MOST_MEMORY).unwrap();
        let began = Instant::now();
        target.run(seed, &bytes);
        let peak = MEMORY.max_allocated().saturating_sub(base) >> 20;
        println!("{} ms, at most {peak} MB", began.elapsed().as_millis());
        ExitCode::SUCCESS
    })
}

/// Inputs until the time is up.
pub(crate) fn run(search: &Search) -> ExitCode {
    listen();
    let start = Instant::now();
    thread::spawn(move || watch(start));
    on_small_stack(STACK, || inputs(search, start))
}

fn inputs(search: &Search, start: Instant) -> ExitCode {
    let mut target = Target::new(search.target);
    let base = MEMORY.allocated();
    // The highest mark of all is kept; what reading the corpus took is under it until an input takes more.
    let mut highest = MEMORY.max_allocated();
    MEMORY.set_limit(base + MOST_MEMORY).unwrap();
    let mut progress = File::create(search.folder.join(PROGRESS)).unwrap();
    let mut told = Progress { index: search.from, ..Progress::default() };
    while start.elapsed() < search.time {
        write(&mut progress, &told);
        let (seed, bytes) = target.input(&mut Random::new(search.seed, told.index));
        let began = Instant::now();
        BEGAN.store(1 + millis(start.elapsed()), Ordering::SeqCst);
        let panic = attempt(&mut target, seed, &bytes);
        BEGAN.store(0, Ordering::SeqCst);
        let took = millis(began.elapsed());
        if took > told.slowest.0 {
            told.slowest = (took, told.index);
        }
        let peak = MEMORY.max_allocated();
        if peak > highest {
            highest = peak;
            told.largest = (u64::try_from(peak.saturating_sub(base)).unwrap() >> 10, told.index);
        }
        if let Some(panic) = panic {
            println!("{} {panic}", told.index);
        }
        told.index += 1;
        told.deep += u64::from(target.went_deep());
    }
    write(&mut progress, &told);
    ExitCode::SUCCESS
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// Ends the process when an input takes too long.
fn watch(start: Instant) {
    loop {
        thread::sleep(Duration::from_millis(50));
        let began = BEGAN.load(Ordering::SeqCst);
        let now = millis(start.elapsed());
        if began > 0 && now.saturating_sub(began) > millis(MOST_TIME) {
            std::process::exit(i32::from(TOO_SLOW));
        }
    }
}

/// How far a child came.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Progress {
    /// The input at work.
    pub(crate) index: u64,
    /// How many inputs were read without an error, or came to a rulebook.
    pub(crate) deep: u64,
    /// Milliseconds, and of which input.
    pub(crate) slowest: (u64, u64),
    /// Kilobytes, and of which input.
    pub(crate) largest: (u64, u64),
}

impl Progress {
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut numbers = text.split_whitespace().map_while(|number| number.parse().ok());
        let mut next = || numbers.next();
        Some(Self { index: next()?, deep: next()?, slowest: (next()?, next()?), largest: (next()?, next()?) })
    }
}

/// Always as long, so that nothing of the text before stays behind it.
fn write(file: &mut File, told: &Progress) {
    let Progress { index, deep, slowest, largest } = told;
    let line =
        format!("{index:20} {deep:20} {:20} {:20} {:20} {:20}\n", slowest.0, slowest.1, largest.0, largest.1);
    file.seek(SeekFrom::Start(0)).and_then(|_| file.write_all(line.as_bytes())).unwrap();
}
