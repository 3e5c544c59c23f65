//! What cannot be read is not passed over: neither an older revision nor what is left of the papers stands for it.

use super::{APPROVED, Township, done, refused, run, text};

/// The quarter sealed, and corrected once; then the second revision breaks, or its folder goes.
fn corrected() -> Township {
    let town = Township::new().sealed();
    town.put_late_fact();
    done(&town.line("correct", &[&["--reason", "漏登"], &APPROVED[..]].concat()));
    town
}

#[test]
fn a_broken_revision_is_not_replaced_by_the_one_before_it() {
    let town = corrected();
    let status = || done(&["status", town.shown(), "--year", "2024"]);
    assert!(status().contains("第2版（更正）"), "{}", status());
    std::fs::write(town.path().join("sealed/2024-Q1/第2版/封存单.txt"), "").unwrap();
    let told = status();
    assert!(told.contains("不明") && told.contains("sealed/2024-Q1/第2版/封存单.txt"), "{told}");
    assert!(!told.contains("党政联席会"), "{told}");
    let told = refused(&town.line("diff", &[]), 1);
    assert!(told.contains("sealed/2024-Q1/第2版/封存单.txt") && told.contains("verify"), "{told}");
    // Which revision is meant can be said.
    let said = run(&town.line("diff", &["--since", "第1版"]));
    assert!(text(&said.out).starts_with("封存的第1版 -> 现在的材料算出的"), "{}", text(&said.out));
    let register = ["--add", "少算一次会议", "--by", "李文", "--about", "1村"];
    assert!(done(&town.line("objections", &register)).contains("2024-Q1 已经封存"));
}

/// A register of objections that cannot be read has perhaps an open one.
#[test]
fn a_broken_register_of_objections_is_told_of_with_the_seal() {
    let town = Township::new().sealed();
    let folder = town.path().join("办理/2024-Q1");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("异议登记.csv"), "编号,日期\n1,2024-02-20\n").unwrap();
    let told = done(&["status", town.shown(), "--year", "2024"]);
    let said: String = told.chars().filter(|letter| letter.is_alphanumeric()).collect();
    assert!(said.contains("党政联席会") && said.contains("异议登记csv的表头应为"), "{told}");
}

/// Whether a set whose listing is gone went out, and under which number, nobody knows.
#[test]
fn a_set_without_its_listing_is_told_of() {
    let town = Township::that_publishes().published().sealed();
    let listing = "published/2024-Q1_公开_第1次/发布单.txt";
    std::fs::remove_file(town.path().join(listing)).unwrap();
    let told = refused(&town.line("archive", &[]), 1);
    assert!(told.contains("没有归档") && told.contains(listing), "{told}");
    let later = ["publish", town.shown(), "--period", "2024-Q2", "--audience", "public", "--number", "6"];
    let said = run(&later);
    let told = text(&said.err);
    assert_eq!(said.code, 0, "{told}");
    assert!(told.contains(&format!("提醒：{listing}：发布单不见了")) && told.contains("文号"), "{told}");
    let set = ["--since", "公开_第1次"];
    let told = refused(&town.line("diff", &set), 1);
    assert!(told.contains(listing), "{told}");
}

/// What became final and was then changed is told of as well: whoever looks at 进度 would think that it is done.
#[test]
fn records_that_changed_after_the_final_paper_are_told_of() {
    let town = Township::that_publishes().published();
    let said = || {
        let told = done(&["status", town.shown(), "--year", "2024"]);
        told.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>()
    };
    assert!(said().contains("定稿") && !said().contains("改动过"), "{}", said());
    town.put_late_fact();
    assert!(said().contains("以后records202402事项登记补csv改动过用封存sealcheck看差别"), "{}", said());
    std::fs::remove_file(town.path().join("records/2024-03/党建办.xlsx")).unwrap();
    assert!(said().contains("以后records202402事项登记补csv等2个文件改动过"), "{}", said());
}

/// The second revision, by which the late file counts, is gone: the first accuses the file of nothing.
#[test]
fn a_missing_revision_lets_the_one_before_it_accuse_nobody() {
    let town = corrected();
    std::fs::write(town.path().join("sealed/2024-Q1/第2版/封存单.txt"), "").unwrap();
    let told = refused(&["score", town.shown(), "--period", "2024-Q1"], 1);
    assert!(told.contains("sealed/2024-Q1/第2版/封存单.txt"), "{told}");
    assert!(!told.contains("事项登记补.csv") && !told.contains("sealed-input-changed"), "{told}");
}

/// A register that somebody fills in by hand has a column of its own and a number twice: both are kept, and an objection is
/// decided that is meant for certain.
#[test]
fn a_register_of_objections_may_have_more_columns_and_a_number_twice() {
    let town = Township::new();
    let file = town.path().join("办理/2024-Q1/异议登记.csv");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    let header = "编号,提出日期,提出人,涉及,内容,处理结果,处理人,处理日期,备注";
    let rows =
        "1,2024-04-09,李文,1村,少算,不采纳,王大山,2024-04-10,电话\n1,2024-04-10,张三,2村,多扣,,,,来访\n";
    std::fs::write(&file, format!("{header}\n{rows}")).unwrap();
    let decide = ["--decide", "1", "--decision", "采纳", "--by", "王大山", "--on", "2024-04-12"];
    done(&town.line("objections", &decide));
    done(
        &town.line("objections", &["--add", "漏记", "--by", "赵五", "--about", "3村", "--on", "2024-04-13"]),
    );
    let written = std::fs::read_to_string(&file).unwrap();
    for line in [
        header,
        "1,2024-04-09,李文,1村,少算,不采纳,王大山,2024-04-10,电话",
        "1,2024-04-10,张三,2村,多扣,采纳,王大山,2024-04-12,来访",
        "2,2024-04-13,赵五,3村,漏记,,,",
    ] {
        assert!(written.contains(line), "{line}: {written}");
    }
    assert!(refused(&town.line("objections", &decide), 2).contains("异议1已有处理结果"));
    std::fs::write(&file, format!("{header}\n{}", rows.replace("不采纳,王大山,2024-04-10", ",,"))).unwrap();
    let told = refused(&town.line("objections", &decide), 2);
    assert!(told.contains("编号 1 的不止一条：异议1（李文：少算）、异议1（张三：多扣）"), "{told}");
}

/// A register that waits for its first objection keeps the head of the office's own column.
#[test]
fn a_register_without_rows_keeps_its_own_heads() {
    let town = Township::new();
    let file = town.path().join("办理/2024-Q1/异议登记.csv");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    let header = "编号,提出日期,提出人,涉及,内容,处理结果,处理人,处理日期,备注";
    std::fs::write(&file, format!("{header}\n")).unwrap();
    done(
        &town.line("objections", &["--add", "漏记", "--by", "赵五", "--about", "3村", "--on", "2024-04-13"]),
    );
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(written.contains(header) && written.contains("1,2024-04-13,赵五,3村,漏记"), "{written}");
}

/// A column that the office adds to the register after the seal takes nothing away that was sealed.
#[test]
fn a_column_added_to_a_sealed_register_of_objections_is_no_change() {
    let town = Township::new();
    done(
        &town.line("objections", &["--add", "少算", "--by", "李文", "--about", "1村", "--on", "2024-04-10"]),
    );
    done(&town.line("objections", &["--decide", "1", "--decision", "不采纳", "--by", "王大山"]));
    let town = town.sealed();
    let file = town.path().join("办理/2024-Q1/异议登记.csv");
    let own = std::fs::read_to_string(&file).unwrap();
    let more = own.replacen("处理日期", "处理日期,备注", 1).replacen("2024-04-20", "2024-04-20,电话", 1);
    assert_ne!(own, more);
    std::fs::write(&file, more).unwrap();
    let told = done(&["verify", town.shown()]);
    assert!(told.contains("全部与封存时一致"), "{told}");
    std::fs::write(&file, own.replace("不采纳", "采纳")).unwrap();
    let told = run(&["verify", town.shown()]);
    assert!(text(&told.out).contains("不采纳") || text(&told.err).contains("不采纳"), "{}", text(&told.out));
}

/// WPS saves the register as a workbook where nobody tells it otherwise: what was objected to is not nothing then.
#[test]
fn a_register_of_objections_under_another_name_is_not_passed_over() {
    let town = Township::that_publishes();
    let folder = town.path().join("办理/2024-Q1");
    std::fs::create_dir_all(&folder).unwrap();
    for name in ["异议登记.xlsx", "异议登记 .csv", "异议登记(1).csv"] {
        let file = folder.join(name);
        std::fs::write(&file, "编号,提出日期\n1,2024-04-10\n").unwrap();
        let other = format!("办理/2024-Q1/{name} 没有读取");
        let told = refused(&town.line("objections", &[]), 1);
        assert!(told.contains(&other), "{told}");
        let final_paper = ["--audience", "public", "--number", "5", "--objections", "没有收到异议"];
        let said = town.publish_finally(super::NOW, &final_paper);
        assert!(said.code != 0 && text(&said.err).contains(&other), "{}", text(&said.err));
        let told = refused(&town.line("seal", &APPROVED), 1);
        assert!(told.contains(&other), "{told}");
        std::fs::remove_file(file).unwrap();
    }
    assert!(done(&town.line("objections", &[])).contains("没有异议登记"));
    // A scan of the form that was signed, and a folder of what was handed in, are no register.
    std::fs::write(folder.join("异议登记表扫描件.pdf"), "%PDF").unwrap();
    std::fs::create_dir(folder.join("异议登记附件")).unwrap();
    assert!(done(&town.line("objections", &[])).contains("没有异议登记"));
    // Beside the register a copy is not saved over it.
    std::fs::write(folder.join("异议登记.csv"), "").unwrap();
    std::fs::write(folder.join("异议登记 - 副本.csv"), "").unwrap();
    let told = refused(&town.line("objections", &[]), 1);
    assert!(told.contains("核对，缺的补进去") && !told.contains("另存"), "{told}");
}
