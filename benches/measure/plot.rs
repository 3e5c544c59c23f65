//! Draws times against sizes as lines on logarithmic scales (SVG): what grows in proportion runs along the dotted line.

use std::fmt::Write;
use std::time::Duration;

/// A line of measures.
pub struct Series {
    pub name: String,
    /// Size and time, in order of size.
    pub points: Vec<(usize, Duration)>,
}

/// A plot with its own scales.
pub struct Plot {
    pub title: String,
    /// What the sizes count.
    pub sizes: String,
    pub series: Vec<Series>,
}

const WIDTH: f64 = 420.0;
const HEIGHT: f64 = 330.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 18.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 46.0;
const COLOURS: [&str; 3] = ["#0b6e99", "#b3541e", "#4b7f2b"];

/// The plots side by side.
pub fn drawing(plots: &[Plot]) -> String {
    let width = WIDTH * plots.len() as f64;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {HEIGHT}\" width=\"{width}\" height=\"{HEIGHT}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#222\">\n<rect width=\"{width}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n"
    );
    for (place, plot) in plots.iter().enumerate() {
        _ = writeln!(svg, "<g transform=\"translate({} 0)\">", WIDTH * place as f64);
        draw(plot, &mut svg);
        svg.push_str("</g>\n");
    }
    svg.push_str("</svg>\n");
    svg
}

/// Powers of ten that the points lie between.
struct Scale {
    first: f64,
    last: f64,
    from: f64,
    to: f64,
}

impl Scale {
    fn new(figures: impl Iterator<Item = f64> + Clone, from: f64, to: f64) -> Self {
        let least = figures.clone().fold(f64::MAX, f64::min);
        let most = figures.fold(f64::MIN_POSITIVE, f64::max);
        let (first, last) = (least.log10().floor(), most.log10().ceil());
        Self { first, last: last.max(first + 1.0), from, to }
    }

    fn at(&self, figure: f64) -> f64 {
        self.from + (figure.log10() - self.first) / (self.last - self.first) * (self.to - self.from)
    }

    fn powers(&self) -> impl Iterator<Item = f64> {
        let (first, last) = (self.first, self.last);
        std::iter::successors(Some(first), |power| Some(power + 1.0))
            .take_while(move |power| *power <= last)
            .map(|power| 10_f64.powf(power))
    }
}

fn draw(plot: &Plot, svg: &mut String) {
    let points = || plot.series.iter().flat_map(|series| &series.points);
    let across = Scale::new(points().map(|(size, _)| *size as f64), LEFT, WIDTH - RIGHT);
    let up = Scale::new(points().map(|(_, time)| time.as_secs_f64()), HEIGHT - BOTTOM, TOP);
    _ = writeln!(svg, "<text x=\"{LEFT}\" y=\"20\" font-weight=\"bold\">{}</text>", plot.title);
    for size in across.powers() {
        let x = across.at(size);
        _ = writeln!(svg, "<path d=\"M{x:.1} {TOP}V{}\" stroke=\"#ddd\"/>", HEIGHT - BOTTOM);
        _ = writeln!(
            svg,
            "<text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{size}</text>",
            HEIGHT - BOTTOM + 16.0
        );
    }
    for time in up.powers() {
        let y = up.at(time);
        _ = writeln!(svg, "<path d=\"M{LEFT} {y:.1}H{}\" stroke=\"#ddd\"/>", WIDTH - RIGHT);
        let y = y + 4.0;
        _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{y:.1}\" text-anchor=\"end\">{}</text>",
            LEFT - 6.0,
            named(time)
        );
    }
    let middle = f64::midpoint(LEFT, WIDTH - RIGHT);
    _ = writeln!(
        svg,
        "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
        HEIGHT - 10.0,
        plot.sizes
    );
    for (place, series) in plot.series.iter().enumerate() {
        line(series, (&across, &up), COLOURS[place % COLOURS.len()], svg);
        let (y, colour) = (TOP + 16.0 + 16.0 * place as f64, COLOURS[place % COLOURS.len()]);
        _ = writeln!(svg, "<text x=\"{}\" y=\"{y}\" fill=\"{colour}\">{}</text>", LEFT + 8.0, series.name);
    }
}

/// The measures, and the dotted line of what is in proportion to the largest.
fn line(series: &Series, (across, up): (&Scale, &Scale), colour: &str, svg: &mut String) {
    let place = |(size, time): &(usize, Duration)| (across.at(*size as f64), up.at(time.as_secs_f64()));
    let way: Vec<_> = series.points.iter().map(place).map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
    _ = writeln!(
        svg,
        "<path d=\"M{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
        way.join("L")
    );
    for (x, y) in series.points.iter().map(place) {
        _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{colour}\"/>");
    }
    if let Some((size, time)) = series.points.last() {
        let each = time.as_secs_f64() / *size as f64;
        let least = (10_f64.powf(up.first) / each).max(10_f64.powf(across.first));
        let (x, y) = (across.at(least), up.at(least * each));
        let (end, height) = place(&(*size, *time));
        _ = writeln!(
            svg,
            "<path d=\"M{x:.1} {y:.1}L{end:.1} {height:.1}\" stroke=\"{colour}\" stroke-dasharray=\"2 4\"/>"
        );
    }
}

fn named(seconds: f64) -> String {
    match seconds {
        _ if seconds > 0.5 => format!("{seconds:.0} s"),
        _ if seconds > 0.0005 => format!("{:.0} ms", seconds * 1e3),
        _ => format!("{:.0} µs", seconds * 1e6),
    }
}
