//! What a file really is, by its first bytes, and whether it may be unpacked at all.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::compound::Compound;
use crate::package::{Books, Inflater, Malformed, Package};

/// No workbook of an office is larger than this, in bytes on disk.
pub(super) const MAX_FILE: u64 = 50_000_000;

/// Nor unpacks to more than this: beyond it is a zip bomb, or a mistake.
const MAX_UNPACKED: u64 = 200_000_000;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A zip package: xlsx, xlsm.
    Package,
    /// A compound file: xls, et, or an encrypted xlsx.
    Compound,
    /// Text: CSV.
    Text,
}

/// Why a file is not read: what is wrong, and how to mend it.
pub(super) struct Refusal {
    pub(super) message: &'static str,
    pub(super) hint: &'static str,
    pub(super) too_large: bool,
}

/// What is read of a package is whole, or none of it is.
impl From<Malformed> for Refusal {
    fn from(Malformed: Malformed) -> Self {
        DAMAGED
    }
}

impl Refusal {
    const fn new(message: &'static str, hint: &'static str) -> Self {
        Self { message, hint, too_large: false }
    }
}

/// A file that is damaged, whatever the library said of it.
pub(super) const DAMAGED: Refusal =
    Refusal::new("文件已损坏或没有传完整", "请对方重新发送，或在 WPS 中打开后另存为 xlsx");

/// A file on which the program itself gave up: whatever is in it, that is the program's fault and not the sender's.
pub(super) const AT_FAULT: Refusal = Refusal::new(
    "程序读这份文件时内部出错，没有读取；不是表填错了",
    "请把这份文件发给维护程序的人；急用的，在 WPS 中打开后另存为 xlsx 再试",
);

/// A workbook with a password.
pub(super) const LOCKED: Refusal = Refusal::new("文件有密码，打不开", "在 WPS 中取消打开密码后再保存");

/// A page that a browser shows, saved under the name of a workbook.
pub(super) const HTML: Refusal =
    Refusal::new("这是网页格式的文件，只是名字像表格", "在 WPS 中打开，另存为 xlsx 工作簿");

/// Text with a quote that opens and does not close, or closes in the middle of a word.
pub(super) const OPEN_QUOTE: Refusal =
    Refusal::new("有一个英文引号没有配成对，分不清哪些行在引号里", "在 WPS 中打开核对，另存为 xlsx 工作簿");

/// A file that cannot be opened or read.
pub(super) const BUSY: Refusal =
    Refusal::new("文件打不开，可能正被别的程序占用", "在 WPS 中关闭该文件后再试");

const EMPTY: Refusal = Refusal::new("文件是空的", "请对方重新发送");

/// More than anybody fills in by hand.
pub(super) const TOO_LARGE: Refusal = Refusal {
    message: "文件过大，不像考核用表",
    hint: "检查是否设了整列整行的格式或插入了图片，复制有内容的部分到新表",
    too_large: true,
};

/// Whether a file is longer than any workbook of an office, so that it need not be read to be refused.
pub(super) fn is_too_long(bytes: u64) -> bool {
    bytes > MAX_FILE
}

/// Decides what a file is; a package is not opened for it.
pub(super) fn sniff(bytes: &[u8]) -> Result<Kind, Refusal> {
    if u64::try_from(bytes.len()).is_ok_and(is_too_long) {
        return Err(TOO_LARGE);
    }
    if bytes.is_empty() {
        return Err(EMPTY);
    }
    if bytes.starts_with(b"PK") {
        return Ok(Kind::Package);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Ok(Kind::Compound);
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Ok(Kind::Text);
    }
    let text = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    if text.trim_ascii_start().starts_with(b"<") || text.starts_with(b"MIME-Version:") {
        return Err(HTML);
    }
    if bytes.contains(&0) {
        return Err(DAMAGED);
    }
    Ok(Kind::Text)
}

/// Whether a file holds a workbook, whatever its name.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    match sniff(bytes) {
        Ok(Kind::Package) => open(bytes).is_ok_and(|mut package| {
            package.has("xl/workbook.xml")
                || Books::default().find(&mut package, &mut Inflater::default()).is_ok()
        }),
        Ok(Kind::Compound) => Compound::open(bytes)
            .is_ok_and(|file| ["Workbook", "Book", "EncryptedPackage"].iter().any(|name| file.has(name))),
        _ => false,
    }
}

/// Opens a package. Adds up what the parts say they unpack to; the unpacker itself stops where a part lies.
pub(super) fn open(bytes: &[u8]) -> Result<Package<'_>, Refusal> {
    let (package, size) = by_others(|| {
        let mut package = Package::open(bytes).ok_or(DAMAGED)?;
        let size = package.unpacked_size().ok_or(DAMAGED)?;
        Ok((package, size))
    })?;
    if size > MAX_UNPACKED { Err(TOO_LARGE) } else { Ok(package) }
}

/// What others' readers (`zip`, `calamine`) make of a file: one on which they panic is damaged.
pub(super) fn by_others<T>(read: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(DAMAGED))
}
