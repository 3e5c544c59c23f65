//! Measures side by side: the lines of a table in turn, round after round, so that what slows the machine slows all of
//! them alike; medians, and the median of the ratios. Knows nothing of what is measured.

#![allow(dead_code, missing_docs, unreachable_pub)]
#![allow(clippy::disallowed_types, clippy::disallowed_macros, clippy::print_stdout, clippy::indexing_slicing)]
#![allow(clippy::expect_used, clippy::float_arithmetic, clippy::cast_precision_loss)]

pub mod plot;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// One line of a table.
pub struct Line<'a> {
    pub name: String,
    /// Does it once, and says how long that took.
    pub run: Box<dyn FnMut() -> Duration + 'a>,
}

impl<'a> Line<'a> {
    /// What is timed from its start to its end.
    pub fn new(name: impl Into<String>, mut run: impl FnMut() + 'a) -> Self {
        let timed = move || {
            let start = Instant::now();
            run();
            start.elapsed()
        };
        Self { name: name.into(), run: Box::new(timed) }
    }
}

/// What a line came to.
pub struct Timed {
    pub name: String,
    /// Round by round.
    pub times: Vec<Duration>,
}

impl Timed {
    pub fn median(&self) -> Duration {
        let mut times = self.times.clone();
        times.sort_unstable();
        times[times.len() / 2]
    }

    pub fn shortest(&self) -> Duration {
        self.times.iter().copied().min().unwrap_or_default()
    }

    /// The median over the rounds of this time through that of the other.
    pub fn ratio(&self, other: &Self) -> f64 {
        let ratio = |(own, other): (&Duration, &Duration)| own.as_secs_f64() / other.as_secs_f64();
        let mut ratios: Vec<f64> = self.times.iter().zip(&other.times).map(ratio).collect();
        ratios.sort_unstable_by(f64::total_cmp);
        ratios[ratios.len() / 2]
    }
}

/// Runs the lines in turn, `count` times after one that is not counted.
pub fn rounds(count: usize, lines: Vec<Line<'_>>) -> Vec<Timed> {
    let (names, mut runs): (Vec<_>, Vec<_>) = lines.into_iter().map(|line| (line.name, line.run)).unzip();
    let mut timed: Vec<Timed> = names.into_iter().map(|name| Timed { name, times: Vec::new() }).collect();
    runs.iter_mut().for_each(|run| _ = run());
    for _ in 0..count {
        for (line, run) in timed.iter_mut().zip(&mut runs) {
            line.times.push(run());
        }
    }
    timed
}

/// A table in Markdown: medians, the shortest, and how many times the first line each takes.
pub fn print(title: &str, command: &str, timed: &[Timed]) {
    let rounds = timed.first().map_or(0, |line| line.times.len());
    println!("{title} (`{command}`; {rounds} rounds in turn; {})\n", machine());
    println!("| | median | shortest | × the first |\n|---|---:|---:|---:|");
    for line in timed {
        let ratio = line.ratio(&timed[0]);
        println!("| {} | {} | {} | {ratio:.2} |", line.name, shown(line.median()), shown(line.shortest()));
    }
    println!();
}

/// A time as people read it.
pub fn shown(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds {
        _ if seconds >= 100.0 => format!("{seconds:.0} s"),
        _ if seconds >= 1.0 => format!("{seconds:.2} s"),
        _ if seconds >= 0.001 => format!("{:.1} ms", seconds * 1e3),
        _ => format!("{:.1} µs", seconds * 1e6),
    }
}

/// The cores, and how busy they were with other work.
pub fn machine() -> String {
    let cores = threads();
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().map(|load| format!(", load {load}")).unwrap_or_default();
    format!("{cores} cores{load}")
}

/// As many as there are cores.
pub fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Does the work of every number up to, but not, `count` on as many threads, and gives what they came to.
pub fn on_threads<T: Send>(
    threads: usize,
    count: usize,
    start: impl Fn() -> T + Sync,
    work: impl Fn(&mut T, usize) + Sync,
) -> Vec<T> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let own = || {
        let mut done = start();
        loop {
            let number = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            if number >= count {
                return done;
            }
            work(&mut done, number);
        }
    };
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(own)).collect();
        running.into_iter().map(|thread| thread.join().expect("a thread that ends")).collect()
    })
}

/// Runs a process to its end with what it says thrown away; it must end well.
pub fn run(command: &mut Command) {
    let ended = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let ended = ended.unwrap_or_else(|problem| panic!("{command:?}: {problem}"));
    assert!(ended.success(), "{command:?}: {ended}");
}

/// Runs a process as [`run`] does, and says how many kilobytes of memory it held at most, as far as it was looked at:
/// every millisecond.
pub fn peak(command: &mut Command) -> u64 {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a process");
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait().expect("a process of ours").is_none() {
        most = most.max(memory_in(&status, "VmHWM"));
        std::thread::sleep(Duration::from_millis(1));
    }
    most
}

/// A figure of `/proc/self/status` in kilobytes, such as `VmHWM`, the most memory that was held.
pub fn memory(figure: &str) -> u64 {
    memory_in("/proc/self/status", figure)
}

fn memory_in(status: &str, figure: &str) -> u64 {
    let status = std::fs::read_to_string(status).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(figure));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or_default()
}

/// What stands behind a word of the command line.
pub fn after(words: &[String], name: &str) -> Option<String> {
    let place = words.iter().position(|word| word == name)?;
    words.get(place + 1).cloned()
}
