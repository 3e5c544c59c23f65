//! Old workbooks (BIFF8 in a compound file) by hand, record by record, for what no program would write.

/// A record of this type.
pub(crate) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

fn shorts(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// Words with their length in two bytes, in UTF-16.
fn words(text: &str) -> Vec<u8> {
    let letters: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = u16::try_from(letters.len()).unwrap().to_le_bytes().to_vec();
    bytes.push(1);
    bytes.extend(shorts(&letters));
    bytes
}

/// A cell of words.
pub(crate) fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    record(0x0204, &[shorts(&[row, column, 0]), words(text)].concat())
}

/// A whole number in a style: 0 is plain, 1 a percentage by `0.00%`, 2 by a format of the file's own, 3 a date.
pub(crate) fn number(row: u16, column: u16, style: u16, hundredths: i32) -> Vec<u8> {
    let packed = (hundredths << 2) | 3;
    record(0x027E, &[shorts(&[row, column, style]), packed.to_le_bytes().to_vec()].concat())
}

/// Hides a row.
pub(crate) fn hidden_row(row: u16) -> Vec<u8> {
    record(0x0208, &shorts(&[row, 0, 1, 255, 0, 0, 0x20, 0]))
}

/// Hides columns, the last one included.
pub(crate) fn hidden_columns(first: u16, last: u16) -> Vec<u8> {
    record(0x007D, &shorts(&[first, last, 2000, 0, 1, 0]))
}

/// What a sheet says of its size: one past the last row and column.
pub(crate) fn dimensions(rows: u32, columns: u16) -> Vec<u8> {
    let rows = [0_u32.to_le_bytes(), rows.to_le_bytes()].concat();
    record(0x0200, &[rows, shorts(&[0, columns, 0])].concat())
}

const END: &[u8] = &[0x0A, 0, 0, 0];

fn begin(kind: u16) -> Vec<u8> {
    record(0x0809, &shorts(&[0x0600, kind, 0, 0, 0, 0, 0, 0]))
}

/// A workbook of one sheet with these records; `globals` stand before it.
pub(crate) fn xls(name: &str, globals: &[u8], records: &[Vec<u8>]) -> Vec<u8> {
    let mut head = begin(5);
    head.extend(globals);
    head.extend(record(0x041E, &[shorts(&[164]), words("0\"成\"%")].concat()));
    for format in [0, 10, 164, 14] {
        head.extend(record(0x00E0, &shorts(&[0, format, 0, 0, 0, 0, 0, 0, 0, 0])));
    }
    let title: Vec<u16> = name.encode_utf16().collect();
    let title = [vec![u8::try_from(title.len()).unwrap(), 1], shorts(&title)].concat();
    // Record head, place, two flags, title, end.
    let start = u32::try_from(head.len() + 4 + 4 + 2 + title.len() + END.len()).unwrap();
    head.extend(record(0x0085, &[start.to_le_bytes().to_vec(), vec![0, 0], title].concat()));
    head.extend(END);
    let sheet = [begin(0x10), records.concat(), END.to_vec()].concat();
    super::package::compound_of("Workbook", &[head, sheet].concat())
}
