//! What is known before anything is taken in: the workspace, the files that came, their month, the time.

use std::path::{Path, PathBuf};

use super::claims;
use super::content::{self, Content};
use super::plan::{Unclear, Why};
use crate::cli::args::ReceiveArgs;
use crate::cli::{clock, inputs};
use crate::diagnostic::{Code, Diagnostics};
use crate::digest::sha256_hex;
use crate::encoding;
use crate::input_name::InputName;
use crate::intake::{self, Inspected, Months};
use crate::period::{Date, Minute, Month, Period};
use crate::records::Records;
use crate::returned::ReturnedSheet;
use crate::returns::{self, Lateness};
use crate::rulebook::{self, Rulebook};
use crate::storage::System;

/// The desk on which files arrive.
pub(super) struct Desk {
    pub(super) folder: PathBuf,
    pub(super) rulebook: Rulebook,
    /// What the month holds already.
    pub(super) records: Records,
    /// Files of the month that are taken for versions of one.
    pub(super) versions: Vec<[String; 2]>,
    pub(super) month: Month,
    pub(super) received: Minute,
    pub(super) incoming: Vec<Incoming>,
    /// What is no table, or cannot be opened.
    pub(super) refused: Vec<Unclear>,
}

/// A file that came.
pub(super) struct Incoming {
    /// Its own name.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) sha256: String,
    pub(super) inspected: Inspected,
    /// What its month would read in it, if that could be found out.
    pub(super) content: Option<Content>,
}

impl Incoming {
    /// Its forms, and whether anything is stated in each.
    pub(super) fn sheets(&self) -> Vec<ReturnedSheet> {
        let named = |form: &String| ReturnedSheet { form: form.clone(), states: true };
        let by_name = || self.inspected.forms.iter().map(named).collect();
        self.content.as_ref().map_or_else(by_name, |content| content.sheets.clone())
    }

    /// 零报告: forms are there, and nothing stands in them.
    pub(super) fn is_zero(&self) -> bool {
        let sheets = self.sheets();
        !sheets.is_empty() && sheets.iter().all(|sheet| !sheet.states)
    }
}

impl Desk {
    /// The rulebook that tells which sheets there are; `None` where it is wrong.
    pub(super) fn rulebook(folder: &Path) -> Option<Rulebook> {
        rulebook::load(&folder.join(inputs::RULEBOOK), folder).0
    }

    pub(super) fn open(args: &ReceiveArgs, rulebook: Rulebook, system: &dyn System) -> Result<Self, String> {
        let folder = args.workspace.clone();
        let (mut incoming, refused) = read_all(&args.files, &rulebook);
        if incoming.is_empty() && !refused.is_empty() {
            return Err(Unclear::messages(&refused));
        }
        let month = args.month.map_or_else(|| claims::month_of(&incoming), Ok)?;
        let months = Months::UpTo(Period::of_month(month));
        let (records, found) = intake::read_workspace(&folder, &rulebook.declarations, months);
        let received = args.at.map_or_else(|| now(system), Ok)?;
        for one in &mut incoming {
            one.content = content::read(&folder, (&one.name, &one.bytes), month, &rulebook.declarations);
        }
        let versions = versions(&found);
        Ok(Self { folder, rulebook, records, versions, month, received, incoming, refused })
    }

    /// How late something that came on a day is for the month's returns.
    pub(super) fn late(&self, came: Date) -> Option<Lateness> {
        returns::lateness(&self.rulebook, self.month, came)
    }
}

fn versions(found: &Diagnostics) -> Vec<[String; 2]> {
    let of_files = found.iter().filter(|one| one.code == Code::FileVersions);
    let pairs = of_files.flat_map(|one| {
        one.related.iter().map(|(other, _)| [one.location.file().to_owned(), other.file().to_owned()])
    });
    pairs.collect()
}

pub(super) fn now(system: &dyn System) -> Result<Minute, String> {
    clock::now(system).ok_or_else(|| "电脑的时钟不对，请用 --at 写明收到的时间".to_owned())
}

/// The files that can be opened, and what is wrong with the others.
fn read_all(paths: &[PathBuf], rulebook: &Rulebook) -> (Vec<Incoming>, Vec<Unclear>) {
    let (mut incoming, mut refused) = (Vec::new(), Vec::new());
    for path in paths {
        match read(path, rulebook) {
            Ok(one) => incoming.push(one),
            Err(message) => refused.push(Unclear { file: name_of(path), why: Why::Other, message }),
        }
    }
    (incoming, refused)
}

fn name_of(path: &Path) -> String {
    path.file_name().map(encoding::name).unwrap_or_default()
}

fn read(path: &Path, rulebook: &Rulebook) -> Result<Incoming, String> {
    let shown = path.display();
    let name = name_of(path);
    if path.is_dir() {
        return Err(format!("{shown} 是文件夹，请写明其中的文件"));
    }
    if InputName(&name).is_lock() {
        return Err(format!("{shown} 是 WPS 打开表格时留下的锁文件，不是表格；请在 WPS 中关闭后再收"));
    }
    if InputName(&name).is_half_saved() {
        return Err(format!("{shown} 的文件名以 ~ 开头，像是没有存完的表格；确实存好了的，去掉 ~ 再收"));
    }
    if InputName(&name).is_archive() {
        return Err(format!("{shown} 是压缩包，没有解开；解压以后收里面的表格"));
    }
    if !intake::is_workbook(path) {
        let named = if intake::is_workbook_inside(path) {
            "内容是表格，而文件名的结尾不是；结尾改为 .xlsx（老格式改为 .xls）再收"
        } else {
            "不是能读的表格；在 WPS 中打开，另存为 xlsx 后再收"
        };
        return Err(format!("{shown} {named}"));
    }
    let bytes = std::fs::read(path).map_err(|_| format!("{shown} 打不开，可能不存在，或正被别的程序占用"))?;
    let inspected = intake::inspect(path, &rulebook.declarations);
    Ok(Incoming { name, sha256: sha256_hex(&bytes), bytes, inspected, content: None })
}
