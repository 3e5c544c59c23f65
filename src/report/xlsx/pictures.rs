//! Native charts, one below the other under the table, each on a page of its own.

use rust_xlsxwriter::{
    Chart as Drawn, ChartAxisCrossing, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition,
    ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType, ChartSolidFill, ChartType, Color, Worksheet,
    XlsxError,
};

use super::FONT;
use super::table::float;
use crate::report::html::LINES as LINE_COLOURS;
use crate::report::sheets::{Addresses, Area, Chart, ChartKind, FIRST_ROW, Sheet};

/// Width in pixels: that of a printed page.
const WIDTH: u32 = 700;
/// Heights in pixels: of a picture without its bars, of a bar, of one that
/// must be thin to fit a page, of a picture of lines, of a printed page.
const FRAME: u32 = 120;
const BAR: u32 = 26;
const THIN: u32 = 16;
const LINES: u32 = 420;
const PAGE: u32 = 560;
/// A row without a height of its own, in pixels.
const ROW: u32 = 20;

/// Draws the pictures of a sheet.
pub(super) fn draw(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    addresses: &Addresses<'_>,
) -> Result<(), XlsxError> {
    let mut row = FIRST_ROW + u32::try_from(sheet.rows.len()).unwrap_or(0) + 1;
    let mut breaks = Vec::new();
    for chart in &sheet.charts {
        let height = height(chart);
        breaks.push(row);
        worksheet.insert_chart(row, 0, &drawn(chart, height, addresses))?;
        row += height / ROW + 2;
    }
    if !breaks.is_empty() {
        worksheet.set_page_breaks(&breaks)?;
    }
    Ok(())
}

fn height(chart: &Chart) -> u32 {
    let bars = u32::try_from(chart.count).unwrap_or(1);
    match chart.kind {
        ChartKind::Lines | ChartKind::Places => LINES,
        ChartKind::Bars => (FRAME + bars * BAR).min(PAGE).max(FRAME + bars * THIN),
    }
}

fn drawn(chart: &Chart, height: u32, addresses: &Addresses<'_>) -> Drawn {
    let mut drawn = Drawn::new(match chart.kind {
        ChartKind::Bars => ChartType::Bar,
        ChartKind::Lines | ChartKind::Places => ChartType::Line,
    });
    let mut font = ChartFont::new();
    font.set_name(FONT).set_size(10);
    for (place, series) in chart.series.iter().enumerate() {
        let (Some(categories), Some(values)) =
            (range(addresses, &series.categories), range(addresses, &series.values))
        else {
            continue;
        };
        let one = drawn.add_series();
        one.set_categories(categories).set_values(values);
        if let Some((at, (row, column))) = series.name.as_ref().and_then(|at| Some((at, addresses.cell(at)?)))
        {
            one.set_name((at.sheet, row, column));
        }
        match chart.kind {
            ChartKind::Bars => {
                let mut label = ChartDataLabel::new();
                label.show_value().set_num_format("0.00").set_font(&font);
                one.set_data_label(&label).set_gap(60);
            }
            ChartKind::Lines | ChartKind::Places => {
                let (line, marker) = look(place);
                one.set_format(ChartFormat::new().set_line(&line)).set_marker(&marker);
            }
        }
    }
    let mut heading = ChartFont::new();
    heading.set_name(FONT).set_size(14).set_bold();
    drawn.title().set_name(chart.title.as_str()).set_font(&heading);
    drawn.x_axis().set_font(&font);
    drawn.y_axis().set_font(&font);
    set_axes(&mut drawn, chart, &font);
    drawn.set_width(WIDTH).set_height(height);
    drawn
}

/// Legend and axes.
fn set_axes(drawn: &mut Drawn, chart: &Chart, font: &ChartFont) {
    match chart.kind {
        ChartKind::Bars => {
            drawn.legend().set_hidden();
            // Bars grow from below; the first row belongs on top. Each bears its figure, so that the axis says nothing.
            drawn.y_axis().set_reverse().set_major_gridlines(false);
            drawn.x_axis().set_hidden(true).set_major_gridlines(false);
            if let Some(floor) = chart.floor {
                drawn.x_axis().set_min(float(floor));
            }
        }
        ChartKind::Places => {
            drawn.legend().set_position(ChartLegendPosition::Bottom).set_font(font);
            // The first place on top, and the names of the columns below all of them.
            drawn.y_axis().set_reverse().set_num_format("0").set_min(1).set_major_unit(1);
            drawn.y_axis().set_crossing(ChartAxisCrossing::Max);
        }
        ChartKind::Lines => {
            drawn.legend().set_position(ChartLegendPosition::Bottom).set_font(font);
            drawn.y_axis().set_num_format("0");
            if let Some(floor) = chart.floor {
                drawn.y_axis().set_min(float(floor));
            }
        }
    }
}

/// How a line looks: dark colours, dashes and marks, of which the first thirty all differ, in grey print too.
fn look(place: usize) -> (ChartLine, ChartMarker) {
    const DASHES: [ChartLineDashType; 6] = [
        ChartLineDashType::Solid,
        ChartLineDashType::Dash,
        ChartLineDashType::RoundDot,
        ChartLineDashType::DashDot,
        ChartLineDashType::LongDash,
        ChartLineDashType::LongDashDotDot,
    ];
    const MARKS: [ChartMarkerType; 5] = [
        ChartMarkerType::Circle,
        ChartMarkerType::Square,
        ChartMarkerType::Triangle,
        ChartMarkerType::Diamond,
        ChartMarkerType::X,
    ];
    let colour = Color::from(LINE_COLOURS.get(place % LINE_COLOURS.len()).copied().unwrap_or_default());
    let dashes = DASHES.get(place % DASHES.len()).copied().unwrap_or(ChartLineDashType::Solid);
    let mark = MARKS.get(place % MARKS.len()).copied().unwrap_or(ChartMarkerType::Circle);
    let line = ChartLine::new().set_color(colour).set_width(2).set_dash_type(dashes).clone();
    let fill = ChartSolidFill::new().set_color(colour).clone();
    let edge = ChartLine::new().set_color(colour).clone();
    let mut format = ChartFormat::new().set_solid_fill(&fill).set_line(&edge).clone();
    (line, ChartMarker::new().set_type(mark).set_size(6).set_format(&mut format).clone())
}

type Range = (&'static str, u32, u16, u32, u16);

fn range(addresses: &Addresses<'_>, area: &Area) -> Option<Range> {
    let (first, last) = addresses.area(area)?;
    Some((area.sheet, first.0, first.1, last.0, last.1))
}
