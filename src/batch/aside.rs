//! Folders that a batch passes over, so that whoever counts the townships sees which were none.

/// So many are named for one reason, and of files that are no folders fewer; the others are counted.
const NAMED: usize = 20;
const FEW: usize = 3;

/// Why a folder is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassedOver {
    /// No workspace lies in it.
    NoWorkspace,
    /// It has a rulebook, neither roster nor records, and workspaces below it.
    Shared,
    /// It is a workspace that lies inside another one.
    Inside,
    /// Its name is one of those under which the program puts its own files.
    Reserved,
    /// It could not be opened, so that nobody knows.
    Unreadable,
    /// A link to a place that is not there: a share that is not mounted, a folder that was moved.
    Nowhere,
    /// A link out of the folder that is searched.
    Elsewhere,
    /// It was there a moment ago: moved, renamed, or on a drive that is gone.
    Gone,
    /// No folder but an archive that nobody unpacked.
    Packed,
    /// No folder but a shortcut of Windows, which leads nowhere from another machine.
    Shortcut,
}

impl PassedOver {
    /// Whether a township may lie there that is missing in the figures.
    fn hides_something(self) -> bool {
        matches!(self, Self::Unreadable | Self::Nowhere | Self::Gone)
    }

    /// So many of a kind are named; all of those that may hide a township, but that a whole drive may vanish.
    fn most_named(self) -> Option<usize> {
        match self {
            Self::Packed | Self::Shortcut => Some(FEW),
            Self::Gone => Some(NAMED),
            _ if self.hides_something() => None,
            _ => Some(NAMED),
        }
    }

    /// In Chinese.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::NoWorkspace => "里面没有工作区",
            Self::Shared => "没有花名册和 records，里面的 rulebook.toml 当作下面各乡镇共用的",
            Self::Inside => "在另一个工作区的文件夹里面；要算的，移到外面",
            Self::Reserved => "里面有工作区，而这个名称留给程序自己的文件夹",
            Self::Unreadable => "打不开，里面若有乡镇，没有算",
            Self::Nowhere => {
                "是快捷链接，指的地方现在没有（共享盘没有连上，或文件夹移走了）；那里若有乡镇，没有算"
            }
            Self::Gone => "算到时已经不在：移走了、改了名，或所在的盘断开了；里面若有乡镇，没有算",
            Self::Packed => "是压缩包，没有解开；里面若有要算的乡镇，先解开",
            Self::Shortcut => "是 Windows 的快捷方式，不会打开；要算的，把文件夹放进来",
            Self::Elsewhere => "是快捷链接，指到所查文件夹的上级去了，没有算",
        }
    }
}

/// A folder that is passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The way to it from where the search began.
    pub name: String,
    /// Why.
    pub why: PassedOver,
}

/// Folders that are passed over: the first ones by name, and each that may hide a township.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asides {
    named: Vec<Aside>,
    more: usize,
    hide_something: bool,
}

impl Asides {
    /// Adds one.
    pub(super) fn add(&mut self, aside: Aside) {
        self.hide_something |= aside.why.hides_something();
        // None of a kind takes the room of another.
        let alike = self.named.iter().filter(|named| named.why == aside.why).count();
        if aside.why.most_named().is_none_or(|most| alike < most) {
            self.named.push(aside);
        } else {
            self.more += 1;
        }
    }

    /// Adds others behind these.
    pub(super) fn add_all(&mut self, others: Self) {
        self.more += others.more;
        self.hide_something |= others.hide_something;
        others.named.into_iter().for_each(|aside| self.add(aside));
    }

    /// Those that are named.
    pub fn told(&self) -> impl Iterator<Item = &Aside> {
        self.named.iter()
    }

    /// Whether townships may lie in one of them.
    pub fn hide_something(&self) -> bool {
        self.hide_something
    }

    /// Those of one kind, as far as they are named.
    #[must_use]
    pub fn of_kind(self, why: PassedOver) -> Self {
        let mut of_kind = Self::default();
        self.named.into_iter().filter(|aside| aside.why == why).for_each(|aside| of_kind.add(aside));
        of_kind
    }

    /// How many there are beside those that are named.
    pub fn more(&self) -> usize {
        self.more
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_counted() {
        let mut asides = Asides::default();
        for number in 0..NAMED + 3 {
            asides.add(Aside { name: number.to_string(), why: PassedOver::NoWorkspace });
        }
        assert_eq!((asides.told().count(), asides.more()), (NAMED, 3));
        assert!(!asides.hide_something());
        asides.add(Aside { name: "x".to_owned(), why: PassedOver::Unreadable });
        assert!(asides.hide_something());
        assert_eq!(asides.told().last().map(|aside| &*aside.name), Some("x"));
    }
}
