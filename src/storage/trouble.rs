//! Why a disk refused something, with what can be done, by the kind of its error alone.

use std::io::ErrorKind;
use std::path::Path;

/// `磁盘满了；腾出地方再做一次`
pub(super) fn cause(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "磁盘满了；腾出地方再做一次"
        }
        ErrorKind::ReadOnlyFilesystem => {
            "这个盘只能读（光盘、写保护的U盘、只读的共享）；把工作区拷到能写的盘上再做"
        }
        ErrorKind::PermissionDenied => {
            "没有写的权限：文件夹或文件是只读的，或不是自己的；去掉只读，或拷到能写的地方再做"
        }
        ErrorKind::ResourceBusy => "正被别的程序占用；关掉它再做一次",
        ErrorKind::InvalidFilename => "名称太长，或有这个盘不认的字；换一个短的",
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            "那里有同名的文件，或上面的一级不是文件夹；换一个地方"
        }
        ErrorKind::NotFound => "上面的文件夹或盘不在了；接好再做一次",
        _ => "磁盘可能已满，或断开了；查看以后再做一次",
    }
}

/// That a folder cannot be made, why, and what can be done.
pub(super) fn no_folder(folder: &Path, kind: ErrorKind) -> String {
    format!("建不了文件夹 {}：{}", folder.display(), cause(kind))
}

/// That a file cannot be written, why, and what can be done.
pub(super) fn not_written(path: &Path, kind: ErrorKind) -> String {
    format!("写不了 {}：{}", path.display(), cause(kind))
}
