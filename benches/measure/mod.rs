//! Measures side by side: the lines of a table in turn, round after round, so that what slows the machine slows all of
//! them alike; medians, and the median of the ratios. Knows nothing of what is measured.

#![allow(dead_code, missing_docs, unreachable_pub)]
#![allow(clippy::disallowed_types, clippy::disallowed_macros, clippy::print_stdout, clippy::indexing_slicing)]
#![allow(clippy::expect_used, clippy::panic, clippy::float_arithmetic, clippy::cast_precision_loss)]

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

impl<'a> Line<'a> {
    /// What is done so often that it takes a fifth of a second or more of a core; the time of doing it once, on the core.
    pub fn of_core(name: impl Into<String>, mut run: impl FnMut() + 'a) -> Self {
        let start = Instant::now();
        run();
        let often = 200_000 / u32::try_from(start.elapsed().as_micros().max(1)).unwrap_or(u32::MAX) + 1;
        let timed = move || {
            let start = on_core();
            (0..often).for_each(|_| run());
            on_core().saturating_sub(start) / often
        };
        Self { name: name.into(), run: Box::new(timed) }
    }
}

/// What a line came to.
pub struct Timed {
    pub name: String,
    /// Round by round.
    pub times: Vec<Duration>,
    /// What its processes took of all cores, all rounds together: other work on the machine hardly moves it.
    pub cores: Duration,
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
    let mut timed: Vec<Timed> =
        names.into_iter().map(|name| Timed { name, times: Vec::new(), cores: Duration::ZERO }).collect();
    runs.iter_mut().for_each(|run| _ = run());
    for _ in 0..count {
        for (line, run) in timed.iter_mut().zip(&mut runs) {
            let (_, before) = cores_of_processes();
            line.times.push(run());
            line.cores += cores_of_processes().1.saturating_sub(before);
        }
    }
    timed
}

/// A table in Markdown: medians, the shortest, and how many times the first line each takes, by the clock and of cores.
pub fn print(title: &str, command: &str, timed: &[Timed]) {
    let rounds = timed.first().map_or(0, |line| line.times.len());
    println!("{title} (`{command}`; {rounds} rounds in turn; {})\n", machine());
    println!(
        "| | median | shortest | × the first | core time | × the first |\n|---|---:|---:|---:|---:|---:|"
    );
    for line in timed {
        let (name, ratio) = (&line.name, line.ratio(&timed[0]));
        let cores = line.cores / u32::try_from(rounds.max(1)).expect("few rounds");
        let of_cores = line.cores.as_secs_f64() / timed[0].cores.as_secs_f64();
        let times = [line.median(), line.shortest(), cores].map(shown);
        println!("| {name} | {} | {} | {ratio:.2} | {} | {of_cores:.2} |", times[0], times[1], times[2]);
    }
    println!();
}

/// What this process took of all cores until now, and what those did that it started and saw end: in hundredths of a
/// second, and hardly moved by other work on the machine.
pub fn cores_of_processes() -> (Duration, Duration) {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the process stands in brackets and may hold spaces; twelve figures behind it come user and system time
    // of its own and of its children.
    let behind = stat.rsplit(')').next().unwrap_or_default();
    let ticks: Vec<u64> =
        behind.split_whitespace().skip(11).take(4).filter_map(|ticks| ticks.parse().ok()).collect();
    let sum = |ticks: &[u64]| Duration::from_millis(10 * ticks.iter().sum::<u64>());
    let (own, children) = ticks.split_at(ticks.len() / 2);
    (sum(own), sum(children))
}

/// How long this thread has been on a core: what other work on the machine takes is not in it. As exact as the ticks of
/// the scheduler, some milliseconds; the clock where the system does not say.
pub fn on_core() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = said.and_then(|said| said.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
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
    if threads == 1 {
        return vec![own()];
    }
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
