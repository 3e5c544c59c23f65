//! The stable codes of all problems, with one sentence each: the catalogue of what can be said.

use std::fmt;

macro_rules! codes {
    ($($name:ident $text:literal $meaning:literal,)+) => {
        /// Which kind of problem it is. The kebab-case text is part of the JSON contract.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $meaning] $name,)+
        }

        impl Code {
            /// Every code, in the order of the catalogue.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its stable name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// What it means, one sentence in Chinese.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning,)+ }
            }
        }
    };
}

codes! {
    // Rulebook files
    TomlSyntax "toml-syntax" "细则文件不符合 TOML 写法",
    UnknownKey "unknown-key" "细则中有不认识的键",
    MissingKey "missing-key" "细则缺少必须写明的键",
    BadValue "bad-value" "键的取值不符合要求",
    DuplicateId "duplicate-id" "同一层里编号或名称重复",
    UnknownName "unknown-name" "引用了没有声明的名称",
    ExtendsMissing "extends-missing" "extends 所指的细则找不到",
    ExtendsCycle "extends-cycle" "extends 互相引用成环",
    RemoveMissing "remove-missing" "remove 所指的条目在上级细则里没有",
    PointsSum "points-sum" "各项满分之和与总分不符",
    WeightSum "weight-sum" "各项权重合计不是 100%",
    TreeCycle "tree-cycle" "部分互为上级，成了环",
    AccrualMismatch "accrual-mismatch" "本项记账的期限与上级不一致",
    DatesReversed "dates-reversed" "起止日期颠倒",
    BracketOrder "bracket-order" "档次重叠、留空或顺序不对",
    ExampleFailed "example-failed" "示例算出的结果与所写的不符",
    NoExample "no-example" "没有任何示例触及这条规则",
    FormulaWrong "formula-wrong" "公式写得不对",
    FormulaOdd "formula-odd" "公式里有永远不起作用或必定出错的部分",
    DivisionByZero "division-by-zero" "公式在这些数上除以零",
    UnitSuspect "unit-suspect" "同一任务的数相差上千倍，百分数的界限不超过 1，或单位不写 %，可能写错",
    LeaveTwice "leave-twice" "一个职务受两条请假规定约束，一次请假两条都判",
    BlankAsZero "blank-as-zero" "逐行、按户看的数可以不填，空白的按 0 计",
    LimitSuspect "limit-suspect" "下限、上限、封顶与满分不相称，可能写错",
    NeverJudged "never-judged" "认定的日期在计分开始之前、施行结束之后，或在所看的名次评出以前；或按本期不计分的得分定",
    RulesEnded "rules-ended" "项目还在施行，而它的规则都已不再施行",
    LatestPlaceOnly "latest-place-only" "规则只看最近一期的名次，以前各期的不计",
    PartEmpty "part-empty" "部分之下没有任何项目",
    PostWithoutPay "post-without-pay" "有职务没有写系数",
    GradeWithoutPay "grade-without-pay" "有等次没有写金额",
    GradeBackwards "grade-backwards" "较好的等次发得比较差的少",
    TierUnreachable "tier-unreachable" "有一档永远轮不到",
    SummedScale "summed-scale" "各期相加的得分用照一期写的分数去衡量，或分几次得的分从第一次起就照满分算",
    VetoLowersPay "veto-lowers-pay" "报酬按等次发，而否决压低它：等次以分数为名的，得分够的也印成不够；期比否决短的，以后各期的报酬都少发",
    VetoPartial "veto-partial" "按同一得分排的另一个排名，它的奖、等次不受这条否决管",
    VetoIdle "veto-idle" "否决没有后果：管不到等次、奖励，或没有可以压低、取消的",
    FaultsShort "faults-short" "该项的扣分事由扣不完该项分值",
    TargetGap "target-gap" "花名册中的村没有该项任务",
    TargetUnused "target-unused" "任务写给了花名册中没有的村或类别",
    AliasAmbiguous "alias-ambiguous" "同一个表头可以当作两列",
    UnusedName "unused-name" "声明了却没有任何规则使用",
    OfficeGap "office-gap" "有应报的内容没有写由谁报",
    NumberStale "number-stale" "数值表与细则对不上",
    // Workspace
    FileMissing "file-missing" "缺少必需的文件",
    FileUnreadable "file-unreadable" "文件打不开或已损坏",
    FileRefused "file-refused" "文件的格式不能读取",
    FileTooLarge "file-too-large" "文件超出允许的大小",
    FileRepeated "file-repeated" "同一个文件在一个月里放了两次，只读一次",
    FileVersions "file-versions" "同一份表有两个版本，分不清用哪一份",
    MonthMissing "month-missing" "截至考核期末的某月没有记录",
    ReceiptUnreadable "receipt-unreadable" "收件登记打不开，或里面有读不出的行",
    ReturnMissing "return-missing" "有应报的单位没有报表，也没有零报告，它报的事情按没有计",
    SenderDiffers "sender-differs" "收件登记写的报送单位与空白表的单位不同",
    MonthDiffers "month-differs" "表上写的月份与所在文件夹不同",
    FolderName "folder-name" "records 下的文件夹名不是年月",
    SealBroken "seal-broken" "封存单被改动过，或接不上前一份",
    SealedInputChanged "sealed-input-changed" "封存以后材料改动过",
    SealedResultMoved "sealed-result-moved" "封存的结果照现在的细则和材料会变",
    // Sheets and headers
    SheetUnknown "sheet-unknown" "工作表不是任何一种表",
    SheetCopies "sheet-copies" "同一个文件里有两张像是同一种的表",
    SheetHidden "sheet-hidden" "隐藏的工作表与某种表相符",
    HeaderMissing "header-missing" "工作表里找不到表头",
    TablesStacked "tables-stacked" "一张工作表里上下有两张表，只读了一张",
    RowsAboveHeader "rows-above-header" "表头上面还有记录，没有读取",
    ColumnNumbers "column-numbers" "表头下面的栏号没有读取",
    ColumnMissing "column-missing" "缺少必需的列",
    ColumnUnknown "column-unknown" "不认识的列",
    ColumnDuplicate "column-duplicate" "同一列出现两次",
    ColumnAlias "column-alias" "表头按别名读作另一列",
    UnitMismatch "unit-mismatch" "表头单位与细则不一致",
    HiddenFigures "hidden-figures" "有显示成空白的数，照常计入",
    HiddenRows "hidden-rows" "有隐藏的行，照常计入",
    HiddenColumns "hidden-columns" "有隐藏的列，照常计入",
    CrossedOut "crossed-out" "有划掉的字，或数后面有上标的注号，算不算数读不准",
    // Cells
    CellUnreadable "cell-unreadable" "单元格的内容读不出要求的值",
    CellBlank "cell-blank" "必填的单元格是空白",
    CellError "cell-error" "单元格是公式错误值",
    FormulaUncached "formula-uncached" "公式没有保存计算结果",
    DateUnreadable "date-unreadable" "日期读不出来",
    YearTaken "year-taken" "日期没写年份，按考核期的年份读取",
    DateOutsideMonth "date-outside-month" "日期不在本月文件夹所属月份",
    RatioOrPercent "ratio-or-percent" "分不清是比例还是百分数",
    NumberRange "number-range" "数值超出允许的范围",
    NumberTooLong "number-too-long" "数字位数过多，已失去精度",
    MergedValue "merged-value" "合并单元格跨了几个村的数值",
    CellNormalized "cell-normalized" "单元格内容经规范后读取",
    // Names
    VillageUnknown "village-unknown" "村名不在花名册中",
    VillageDuplicate "village-duplicate" "花名册中村名或别名重复",
    CadreUnknown "cadre-unknown" "干部不在该村该日的花名册中",
    CadreAmbiguous "cadre-ambiguous" "同名干部分不清是谁",
    PostUnknown "post-unknown" "职务不在细则所列之中",
    ClassMissing "class-missing" "村的类别缺少或不认识",
    RosterConflict "roster-conflict" "花名册自相矛盾",
    TwoVillages "two-villages" "有人同时在两个村任职：人人一样的绩效每个村各算一份，名次、等次、奖励每个村各占一个；或先后在两个村任职而绩效不按日子折算，每个村各算一份",
    SeveralPosts "several-posts" "按职务分别排名，有人同时兼任几个职务，细则没有写和谁一起排",
    HairsBreadth "hairs-breadth" "有得分只差除不尽的零头，分了先后或到不了界限",
    TieNotCompared "tie-not-compared" "同分时要比的得分，有的有、有的没有，这一项没有比",
    LeaversRanked "leavers-ranked" "有村干部期末已不在任，细则没有写排不排名次",
    PayWithoutGrade "pay-without-grade" "报酬按等次发，有人没有等次，没有发",
    BarredKeeps "barred-keeps" "被否决取消评奖资格的仍评了最高等次，或与人并列而占着一份奖",
    PayWithoutBase "pay-without-base" "报酬的基数或满分定不下来，没有发",
    ChargeWithoutHolder "charge-without-holder" "那一天没有人担任要扣、要加、要否决的职务，没有落到任何人名下",
    PoolNotShared "pool-not-shared" "奖金池按得分分，有得分没有定或合计为零，没有分",
    AdvanceNotSettled "advance-not-settled" "预发的报酬多于应发的，或算不出应发多少，没有扣回",
    PayBelowZero "pay-below-zero" "报酬按得分发，有人得分低于零，没有发也没有倒扣",
    PayOfVillageGone "pay-of-village-gone" "期内不再考核的村照它末日的得分，或照数全额发了报酬",
    MoneyOfVillageGone "money-of-village-gone" "不再考核的村填了发钱、扣钱要看的数，到认定那天它已经不在，没有算",
    ItemKeptByEvents "item-kept-by-events" "项的指标、任务都不适用，因为还计事项，仍留在总分里",
    AddsForMissing "adds-for-missing" "没有做到的反而加分",
    CountedAgain "counted-again" "累计数的开头部分由前后两条规则、由各次认定、或在并村以后重复计",
    CoefficientNone "coefficient-none" "有村的系数不适用，按 1 计",
    MergeUnstated "merge-unstated" "有村并入别村，细则没有写得分怎样接续，或写了 merge 而有的得分接续不上",
    AccountsGone "accounts-gone" "期末已不在考核之列的村，村干部在该村的账不列入本期结果",
    LeftBeforeDue "left-before-due" "村干部的一项到认定那天不在任，没有认定",
    CountBegunAnew "count-begun-anew" "年中接替的规则，“第几次”“同一件事”和限额从头算起",
    HeldElsewhere "held-elsewhere" "否决、扣发、限评只管事发的村，处理的次数只在一个村里数：并入或调往的村不受",
    MergedTarget "merged-target" "并入别村的村有自己的任务，没有并到接收的村",
    EventUnknown "event-unknown" "事项不在细则所列之中",
    PersonRequired "person-required" "该事项必须写明当事人",
    PersonNotAllowed "person-not-allowed" "该事项不应写当事人",
    ItemUnknown "item-unknown" "项目不在细则所列之中，或不直接计分",
    // Facts
    FigureConflict "figure-conflict" "同一村同一指标同一日有两个不同的数",
    TwoSources "two-sources" "同一个数有两个文件填报",
    MarkConflict "mark-conflict" "同一人同一会议有两个不同的签到结果，或同一评分有两个不同的数",
    RatersFew "raters-few" "评分的人太少，去掉最高和最低就不剩了",
    RaterGap "rater-gap" "评分人评了多数，有个别没有评",
    MarkMisplaced "mark-misplaced" "评村的分写在了人的行里，或反过来",
    MarkDirection "mark-direction" "分值写的扣或加与细则规定的相反",
    MarkRange "mark-range" "酌情的分值不在细则的幅度之内",
    DutyConflict "duty-conflict" "同一规定动作的填报互相矛盾",
    LateOrInTime "late-or-in-time" "补报的月份看不出是否按期完成，要写日期",
    TickOnce "tick-once" "每月应做几次的规定动作只填了 √ 或一个日期，按一次计",
    ItemClosed "item-closed" "补扣补加的项目那一天不计分",
    CarriedLost "carried-lost" "补扣补加没有全部计入：那一项、它所在的部分或总分到了封顶或下限",
    PeriodOpen "period-open" "补扣补加所属的考核期还没有结束",
    HistoryMissing "history-missing" "要看以前各期，而没有记录",
    HistoryUnfit "history-unfit" "history.toml 里有一条用不上，或同一条写了两次",
    TieUndecided "tie-undecided" "奖次边上的并列还没有人决定先后，或有两个不同的决定",
    DecisionUnused "decision-unused" "由人决定的先后没有用上：没有这样的并列",
    NotReported "not-reported" "到期而没有填报",
    PeriodAbsent "period-absent" "整期没有账，或到期的一项也没有填报",
    TargetZero "target-zero" "任务或应完成数为零，无法计算完成比例",
    NumberOverflow "number-overflow" "数字过大，无法精确计算",
    RepeatedRow "repeated-row" "疑似重复的行",
    BeyondAtMost "beyond-at-most" "至多计几次的，以前已经计满，这一行不计",
    MatterCounted "matter-counted" "同一件事已计了数额更大或一样大的一行，这一行不计",
    MatterSpelling "matter-spelling" "同一件事的两个写法相近，当作两件事各计各的",
    MatterUnread "matter-unread" "事项不按“同一件事”计，填的不起作用",
    TotalDiffers "total-differs" "合计行的数与各行之和不符，照各行计",
    FallingFigure "falling-figure" "累计数比上次减少，以最近一次为准",
    OlderFigure "older-figure" "认定的那个月没有填，或没有这一列，用了更早的数",
    BlankDuty "blank-duty" "缺了次数的规定动作，有的月空着没填，按没有做计",
    DatedLate "dated-late" "认定之日在月中，本月只有月底的数，用了更早的数",
    OverHundred "over-hundred" "占比超过 100%，或是任务的好几倍",
    AfterJudging "after-judging" "事项在集中认定之日以后，集中认定的规则当年不再计它",
    OutOfForce "out-of-force" "那一天计它的规则都不施行，哪里都不计",
    SpansAccounts "spans-accounts" "离开的几天跨了两本账，都记在返回之日的一本",
    BeforeStart "before-start" "日期早于该项开始计分之日",
    DifferingFigure "differing-figure" "同一户的同一项数据前后不一，取最大值",
    MixedIdentity "mixed-identity" "同名者有的写了编号有的没写，按不同的人计",
    AttendanceDiffers "attendance-differs" "签到与请销假不一致",
    AttendanceMissing "attendance-missing" "在职干部不在签到表上",
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique_and_kebab_case() {
        let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        for name in names {
            assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{name}");
        }
    }
}
