//! Folders that a batch passes over, so that whoever counts the townships sees which were none.

/// So many are named; the others are counted.
const NAMED: usize = 20;

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
}

impl PassedOver {
    /// Whether a township may lie there that is missing in the figures.
    fn hides_something(self) -> bool {
        matches!(self, Self::Unreadable | Self::Nowhere)
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
}

impl Asides {
    /// Adds one.
    pub(super) fn add(&mut self, aside: Aside) {
        let others = self.named.iter().filter(|named| !named.why.hides_something()).count();
        if aside.why.hides_something() || others < NAMED { self.named.push(aside) } else { self.more += 1 }
    }

    /// Adds others behind these.
    pub(super) fn add_all(&mut self, others: Self) {
        self.more += others.more;
        others.named.into_iter().for_each(|aside| self.add(aside));
    }

    /// Those that are named.
    pub fn told(&self) -> impl Iterator<Item = &Aside> {
        self.named.iter()
    }

    /// Whether townships may lie in one of them.
    pub fn hide_something(&self) -> bool {
        self.named.iter().any(|aside| aside.why.hides_something())
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
