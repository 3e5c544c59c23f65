//! Everything that changes a disk: new files and folders, whole or not at all; own files written anew; the lock of a
//! workspace; the clock. Reads nothing, knows nothing of what it writes.
//!
//! All of it goes through [`System`], so that a disk that is full, a folder that may only be read, a file that is
//! busy and a clock that goes backwards can be tried out.

mod apart;
mod disk;
mod draft;
mod gradual;
mod lock;
mod names;
mod trouble;
mod writing;

pub use apart::Apart;
pub use disk::Disk;
pub use draft::{clear_drafts, draft_of, is_draft};
pub use gradual::GradualFolder;
pub use lock::{LOCK, Lock, lock};
pub use names::{file_name, is_below};
pub use writing::{
    NewFile, NewFolder, keep_for_now, make_folder, move_aside, replace_own, to_new_file, to_new_files,
    to_new_folder, to_new_folder_if, to_new_folders,
};

use std::io;
use std::path::Path;

/// What is asked of an operating system. Each call happens whole or fails.
pub trait System {
    /// Makes a file, fills it, and sees to it that it is on the disk. Fails where one of that name is.
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Adds to the end of a file, making it where there is none. What is added with `last` is on the disk, and all
    /// before it.
    fn append(&self, path: &Path, bytes: &[u8], last: bool) -> io::Result<()>;
    /// Makes a file that may be lost, and does not wait for the disk. Fails where one of that name is.
    fn write_loose(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write_new(path, bytes)
    }
    /// Gives a file a second name. Fails where one of that name is, or where the disk knows no links.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Moves a file or folder; a file of the new name is replaced.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder with all that is in it.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder that is empty, and no other.
    fn remove_empty_folder(&self, path: &Path) -> io::Result<()>;
    /// Makes a folder and those above it, as far as they are missing.
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// Sees to it that the names in a folder are on the disk. Where that cannot be asked for, nothing happens.
    fn settle(&self, folder: &Path);
    /// Seconds since 1970 in Greenwich; `None` if the clock stands before that.
    fn clock(&self) -> Option<u64>;
}
