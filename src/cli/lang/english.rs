//! English help of every command, argument and option, by their ids. A test holds that none is missing or left over.

use clap::{Arg, Command};

/// What the program is.
const ABOUT: &str = "cunkao (村考): scores villages and village cadres by a rulebook";

/// Command, and what it does.
pub(super) const COMMANDS: &[(&str, &str)] = &[
    ("score", "Scores, ranking, money and proposed actions of a month, quarter, half-year or year"),
    ("check", "Every problem of rulebook, roster and workbooks, listed at once"),
    ("receive", "Take workbooks sent by an office or a village into a month, and register when they came"),
    (
        "explain",
        "Why a score, a place, a prize or a payment is what it is, posting by posting; what separates two villages or periods",
    ),
    (
        "what-if",
        "What would change if a figure, an event or a rule were other than it is; no file is touched",
    ),
    (
        "sensitivity",
        "Whether another reading of an unclear place of the scheme would change places, prizes or money: each is tried",
    ),
    (
        "reach",
        "What a village still needs for a place, a prize or a grade: the fewest changes, and what is lost for good",
    ),
    (
        "template",
        "The blank workbooks of a month, with drop-downs and an explanation: for all, or an office or village each",
    ),
    (
        "new",
        "A new workspace with rulebook, blank roster and instructions; or the next year's, from that of the year before",
    ),
    (
        "publish",
        "The papers of a period at once: bulletin or notice, web page, slips, payments, audit workbook; each checked against the result",
    ),
    ("status", "How far each period has come: draft, posted, objections, final, sealed"),
    (
        "objections",
        "Objections while results are posted: list them, register one, write down what was decided",
    ),
    (
        "seal",
        "Make a period final, so that nobody can change it unseen; everything still missing is listed at once",
    ),
    (
        "verify",
        "Whether anything that was sealed has been changed: every file read, every result worked out again",
    ),
    (
        "correct",
        "Mend what was sealed: a new revision with a notice of correction, or an entry in a month that is still open",
    ),
    ("diff", "What differs between two results: scores, ranks, prizes, money, item by item"),
    (
        "archive",
        "A package for the archive: rulebook, inputs, results, papers and a table of contents, in plain files",
    ),
    ("trend", "Scores, places and losses month by month and over the years: table, workbook or line chart"),
    (
        "batch",
        "Every township below a folder, each by its own rulebook: one workbook and page of them all, and tidy tables",
    ),
    (
        "burden",
        "How much the scheme asks of villages: cells to fill in, words published, items that could be dropped",
    ),
    ("rules", "Read a rulebook back as plain Chinese provisions; its reference and JSON Schema"),
];

/// Command, or `*` for all that have the argument; its id; the name of its value; its meaning.
pub(super) const ARGUMENTS: &[(&str, &str, &str, &str)] = &[
    ("*", "help", "", "Show this help"),
    ("*", "version", "", "Show the version"),
    (
        "*",
        "lang",
        "LANGUAGE",
        "Language of the help and of what kind a problem is: zh (default), en; its details, refusals and results stay Chinese",
    ),
    (
        "*",
        "encoding",
        "ENCODING",
        "Encoding of what goes into a pipe: utf-8 (default), gbk, gb18030; files written with -o are not affected",
    ),
    ("*", "workspace", "WORKSPACE", "Folder with rulebook.toml, roster.xlsx and records"),
    ("*", "width", "COLUMNS", "Width of the tables in columns; that of the terminal by default, or 100"),
    ("*", "verbose", "", "List the notes too"),
    ("*", "period", "PERIOD", "2024-03, 2024-Q1, 2024-H1 or 2024"),
    ("*", "allow_errors", "", "Print in spite of errors; every result is then marked as a draft (未定稿)"),
    ("score", "format", "FORMAT", "table (default), json, csv or xlsx; else as the name of the -o file ends"),
    ("score", "output", "FILE", "Write to a file, which must not exist; xlsx needs it"),
    ("trend", "period", "PERIOD", "2024 for all its months, 2024-H1 or 2024-Q1 for theirs only"),
    ("trend", "with", "OLDER", "Workspaces of earlier years: the same period of every year is listed too"),
    ("trend", "village", "VILLAGE", "One village only"),
    (
        "trend",
        "format",
        "FORMAT",
        "table (default), csv, xlsx (with line charts) or svg; else as the name of the -o file ends",
    ),
    ("trend", "output", "FILE", "Write to a file, which must not exist; xlsx needs it"),
    ("batch", "folder", "FOLDER", "Holds the townships' workspaces, at any depth"),
    (
        "batch",
        "output",
        "NEW-FOLDER",
        "Write to a folder, which must not exist; a numbered one below the searched folder by default",
    ),
    (
        "batch",
        "format",
        "FORMAT",
        "Also write a row a village, item and posting for data engines: csv (spreadsheets open it too) or jsonl",
    ),
    (
        "batch",
        "comparable",
        "WHOSE-WORD",
        "The rulebooks can be compared, and who says so: only then are all villages ranked together; memory then grows with the villages (about 2 MB for ten thousand)",
    ),
    (
        "batch",
        "cache",
        "FOLDER",
        "Keep what was read of workbooks here, so that unchanged ones are not parsed again; may be deleted at any time, changes no result",
    ),
    ("batch", "jobs", "NUMBER", "How many townships at a time; as many as there are cores by default"),
    ("burden", "period", "PERIOD", "2024 for the year, 2024-H1, 2024-Q1 or 2024-03 for their months only"),
    ("burden", "format", "FORMAT", "table (default), json or xlsx; else as the name of the -o file ends"),
    ("burden", "output", "FILE", "Write to a file, which must not exist; xlsx needs it"),
    ("check", "path", "PATH", "A workspace folder, a rulebook file or a workbook"),
    ("check", "format", "FORMAT", "text (default) or json"),
    (
        "check",
        "month",
        "MONTH",
        "First list who has sent what for this month, with a reminder to paste; check up to this month only",
    ),
    ("check", "no_save", "", "Do not keep the list of problems and the marked copies in the workspace"),
    (
        "publish",
        "audience",
        "AUDIENCE",
        "public, meeting or internal; what each may see is said by the rulebook's [[audience]]",
    ),
    (
        "publish",
        "output",
        "FOLDER",
        "Where the set goes, published in the workspace by default; each run makes a folder of its own",
    ),
    (
        "publish",
        "date",
        "DATE",
        "Day of signing or posting, such as 2024-04-08; a draft leaves a place for it",
    ),
    ("publish", "number", "NUMBER", "The running number of the official paper, such as 5"),
    ("publish", "is_final", "", "Final: refused while anything is open"),
    ("publish", "preprinted", "", "The red head is on the paper already: only its room is kept"),
    (
        "publish",
        "objections_until",
        "DATE",
        "Last day for objections; the rulebook's number of working days by default",
    ),
    ("publish", "objections", "TEXT", "What came of the time for objections; a final notice needs it"),
    (
        "publish",
        "manuscript",
        "FILE",
        "The draft as officials finished it (docx or txt): their three sections are taken",
    ),
    (
        "publish",
        "own_figures",
        "",
        "Points and yuan in the manuscript that are not of this result were checked by somebody",
    ),
    ("*", "approved_by", "NAME", "Who approved it"),
    (
        "*",
        "meeting",
        "MEETING",
        "The meeting that passed it, where the rulebook says that results stand only after one",
    ),
    ("*", "date", "DATE", "Day of the meeting, such as 2024-04-18"),
    (
        "*",
        "clock_is_right",
        "",
        "The clock is right, though it is far from the period or before an earlier seal: seal with the time of now",
    ),
    ("seal", "check", "", "Only list what is still missing; seal nothing"),
    ("correct", "reason", "TEXT", "Why it is corrected, or why points are taken or given later"),
    ("correct", "check", "", "Only show what would change"),
    ("correct", "number", "NUMBER", "The running number of the notice of correction, such as 7"),
    ("correct", "into", "MONTH", "Work nothing out again: enter it in this month, which is not sealed yet"),
    ("correct", "village", "VILLAGE", "The village of the entry"),
    (
        "correct",
        "cadre",
        "NAME",
        "The cadre of the entry, by name, number or NAME(NUMBER); without it, it is the village's",
    ),
    ("correct", "item", "ITEM", "The item of the entry: name, short name or id"),
    ("correct", "points", "POINTS", "Points: -1.5 takes away, 2 gives"),
    ("correct", "money", "YUAN", "Yuan: -50 takes away, 50 pays"),
    ("correct", "on", "DATE", "The day of the entry; the last day of that month by default"),
    (
        "diff",
        "since",
        "WHICH",
        "Compare with a sealed revision, the folder of a published set, or a result file; by default what is sealed, else what was published last",
    ),
    ("diff", "verbose", "", "List every posting that changed too"),
    ("diff", "until", "WHICH", "What is compared, written likewise; what is there now by default"),
    ("objections", "add", "TEXT", "Register an objection: what it says"),
    ("objections", "by", "NAME", "Who raised it, or who decided it"),
    ("objections", "about", "WHOM", "The village or person that it is about"),
    ("objections", "decide", "NUMBER", "Write down what was decided: the objection's number"),
    ("objections", "decision", "TEXT", "What was decided"),
    ("objections", "on", "DATE", "The day it was raised or decided; today by default"),
    ("status", "year", "YEAR", "Which year; the last one with any sheets by default"),
    (
        "archive",
        "output",
        "FOLDER",
        "Where the package goes; a folder of its own in the workspace by default",
    ),
    ("template", "workspace", "WORKSPACE", "Folder with rulebook.toml and roster.xlsx"),
    ("template", "month", "MONTH", "The month, such as 2024-04"),
    (
        "template",
        "by",
        "DIVISION",
        "office (one for each office) or village (one for each village); one for all by default",
    ),
    (
        "template",
        "output",
        "FOLDER",
        "Where to; by default a folder of the month in the workspace; where the names are taken, beside it",
    ),
    ("new", "folder", "FOLDER", "The folder to make: not there yet, or empty"),
    ("new", "rules", "RULEBOOK", "builtin:NAME (builtin:village-cadre by default) or a rulebook file"),
    ("new", "name", "TOWNSHIP", "Name of the township, for the instructions and the title"),
    ("new", "month", "MONTH", "The first month, such as 2024-04; this month by default"),
    (
        "new",
        "from",
        "WORKSPACE",
        "The next year's workspace, from that of the year before: rulebook, those in office, history",
    ),
    (
        "new",
        "no_history",
        "",
        "Without the places and sanctions of the year before, where it is not done yet",
    ),
    (
        "new",
        "roster",
        "ROSTER",
        "A roster that is filled in already: it is put in, and the first month's sheets are made",
    ),
    ("receive", "files", "FILE", "The workbooks that came; *.xlsx is all of a folder"),
    (
        "receive",
        "from",
        "SENDER",
        "Office or village that sent them; our own blank sheets, and file names that hold it, say it themselves",
    ),
    ("receive", "month", "MONTH", "The month they are of; our own blank sheets say it themselves"),
    ("receive", "at", "TIME", "When they came, such as \"2024-04-03 09:20\"; now by default"),
    (
        "receive",
        "replaces",
        "OLD-FILE",
        "The file of the month that it takes the place of; the old one is set aside",
    ),
    ("receive", "beside", "", "Keep it beside what is there: both count"),
    ("receive", "insist", "", "Take it although its name, its stamp or the dates in it are of another month"),
    ("receive", "skip", "", "Leave the files that are not clear, and take the others"),
    (
        "receive",
        "withdraw",
        "FILE-NAME",
        "Take back a file received by mistake: it is set aside and registered, never deleted",
    ),
    ("receive", "remark", "TEXT", "A remark for the register"),
    ("explain", "village", "VILLAGE", "Name of a village"),
    ("explain", "cadre", "CADRE", "A cadre by name, number or NAME(NUMBER)"),
    ("explain", "item", "ITEM", "Name, short name or id of an item"),
    ("what-if", "set", "VILLAGE.NAME=FIGURE", "A figure of a village: an indicator, mark, duty or target"),
    (
        "what-if",
        "add_event",
        "ROW",
        "One more row of the events sheet: DATE,VILLAGE,EVENT,TIMES[,PERSON[,MARK[,MATTER]]], what there is none of left empty",
    ),
    ("what-if", "remove", "CELL", "As if a cell had not been reported: FILE!SHEET!CELL"),
    ("what-if", "key", "ID.KEY=VALUE", "A key of the rulebook with another value"),
    ("what-if", "rules", "RULEBOOK", "Another rulebook altogether: a file or builtin:NAME"),
    ("reach", "village", "VILLAGE", "Which village"),
    (
        "reach",
        "place",
        "PLACE",
        "The place to reach: 2 is second or better; one of --place, --prize and --band is to be written",
    ),
    ("reach", "prize", "TIER", "The tier of a prize to win"),
    ("reach", "band", "GRADE", "The grade to get"),
    (
        "reach",
        "standing",
        "STANDING",
        "By which standing, its id or name; by default the first of all villages, or else the first of classes, within the own one",
    ),
    ("reach", "format", "FORMAT", "text (default) or json"),
    ("sensitivity", "pairs", "", "Also two different places together; there are many"),
    ("explain", "rank", "", "Why the place: who is before and behind, by how much, how ties are broken"),
    ("explain", "standing", "STANDING", "Only the place in this standing, by name or id"),
    ("explain", "prize", "", "Why a prize, and what is missing for the others"),
    (
        "explain",
        "money",
        "NAME",
        "Every payment and deduction with quantity, rate, clause and cell; of one name only, if it is given",
    ),
    ("explain", "action", "", "What a proposed action rests on, and what count was reached"),
    (
        "explain",
        "versus",
        "OTHER",
        "Against another village (or another cadre, with --cadre): where the points differ, and why",
    ),
    ("explain", "since", "PERIOD", "Against this earlier period: what was posted in between"),
    ("explain", "format", "FORMAT", "text (default) or json"),
    ("sensitivity", "format", "FORMAT", "text (default) or json"),
    ("what-if", "format", "FORMAT", "text (default) or json"),
    (
        "rules",
        "rulebook",
        "RULEBOOK",
        "A rulebook file, a workspace or builtin:NAME; not with --reference and --schema",
    ),
    ("rules", "word", "WORD", "Only the provisions that hold this word"),
    ("rules", "reference", "", "Print the reference of the rulebook language (Markdown)"),
    ("rules", "schema", "", "Print a JSON Schema for editors"),
    ("rules", "xlsx", "SHEET", "Write the rulebook's numbers as a workbook, which must not exist"),
    ("rules", "apply", "SHEET", "Take changed numbers back from the workbook into the new rulebook of -o"),
    ("rules", "output", "FILE", "Name of the new rulebook, which must not exist"),
];

/// The command in English. What has no entry stays Chinese.
pub(super) fn translated(command: Command) -> Command {
    let command = command.about(ABOUT).mut_args(|arg| argument("*", arg));
    command.mut_subcommands(|command| {
        let name = command.get_name().to_owned();
        let about = COMMANDS.iter().find(|(id, _)| *id == name).map(|(_, about)| *about);
        let command = if let Some(about) = about { command.about(about) } else { command };
        command.mut_args(|arg| argument(&name, arg))
    })
}

fn argument(command: &str, arg: Arg) -> Arg {
    let Some((.., value, help)) = entry(command, arg.get_id().as_str()) else { return arg };
    let arg = arg.help(*help);
    if value.is_empty() { arg } else { arg.value_name(*value) }
}

/// A command's own entry, or that of all.
pub(super) fn entry(
    command: &str,
    id: &str,
) -> Option<&'static (&'static str, &'static str, &'static str, &'static str)> {
    let find = |command: &str| ARGUMENTS.iter().find(|entry| (entry.0, entry.1) == (command, id));
    find(command).or_else(|| find("*"))
}
