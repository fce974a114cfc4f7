//! The message catalogue: every sentence, in Vietnamese and in English, with its stable code.
//!
//! The macro takes both languages of a message at once, so a translation cannot be missing.
//! Sentences are in the words of an official: lower case, no final period, names in backticks.

use std::fmt::{self, Display};

use crate::citation::Citation;
use crate::diagnostic::{Locale, Severity};
use crate::library::ItemKind;
use crate::quantity::{Date, Duration};
use tthc_syntax::Surface;

/// Something that reads differently in each language.
trait Localised {
    fn write(&self, locale: Locale, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

macro_rules! same_in_both {
    ($($ty:ty),*) => {$(
        impl Localised for $ty {
            fn write(&self, _: Locale, f: &mut fmt::Formatter<'_>) -> fmt::Result { Display::fmt(self, f) }
        }
    )*};
}
/// Names one after the other; there is always one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names(pub Vec<String>);

impl Localised for Names {
    fn write(&self, _: Locale, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, name) in self.0.iter().enumerate() {
            write!(f, "{}`{name}`", if at == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

/// Provisions one after the other, as a record in the reader's language cites them; there is always one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provisions(pub Vec<Citation>);

impl Localised for Provisions {
    fn write(&self, locale: Locale, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let surface = match locale {
            Locale::Vietnamese => Surface::Vietnamese,
            Locale::English => Surface::English,
        };
        for (at, citation) in self.0.iter().enumerate() {
            let places = citation.places_text(surface);
            let blank = if places.is_empty() { "" } else { " " };
            write!(f, "{}`{}{blank}{places}`", if at == 0 { "" } else { ", " }, citation.law)?;
        }
        Ok(())
    }
}

same_in_both!(String, &'static str, u32, u64, usize, char, Date);

impl Localised for ItemKind {
    fn write(&self, locale: Locale, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.keyword().text(match locale {
            Locale::Vietnamese => tthc_syntax::Surface::Vietnamese,
            Locale::English => tthc_syntax::Surface::English,
        }))
    }
}

impl Localised for Duration {
    fn write(&self, locale: Locale, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(locale))
    }
}

impl Localised for Surface {
    fn write(&self, locale: Locale, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self, locale) {
            (Surface::Vietnamese, Locale::Vietnamese) => "tiếng Việt",
            (Surface::Vietnamese, Locale::English) => "Vietnamese",
            (Surface::English, Locale::Vietnamese) => "tiếng Anh",
            (Surface::English, Locale::English) => "English",
        })
    }
}

struct In<'a, T: ?Sized>(&'a T, Locale);

impl<T: Localised + ?Sized> Display for In<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(self.1, f)
    }
}

macro_rules! messages {
    ($( $code:literal $severity:ident $id:ident $({ $($field:ident : $ty:ty),* $(,)? })? {
        $vi:literal $en:literal
    } )*) => {
        /// A sentence of the catalogue with what it speaks about.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Message { $( $id $({ $($field: $ty),* })? ),* }

        impl Message {
            /// Stable: scripts and baselines rely on it. Empty for sentences that only accompany another.
            pub fn code(&self) -> &'static str {
                match self { $( Message::$id { .. } => $code ),* }
            }

            pub fn severity(&self) -> Severity {
                match self { $( Message::$id { .. } => Severity::$severity ),* }
            }

            pub fn write(&self, locale: Locale, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self { $(
                    Message::$id $({ $($field),* })? => {
                        $( $( let $field = In($field, locale); )* )?
                        match locale {
                            Locale::Vietnamese => write!(f, $vi),
                            Locale::English => write!(f, $en),
                        }
                    }
                )* }
            }
        }

        /// Every code with its sentence in both languages, fields in braces; in the order of the table.
        pub const CATALOGUE: &[(&str, Severity, &str, &str)] = &[ $( ($code, Severity::$severity, $vi, $en) ),* ];
    };
}

messages! {
    // T00: the text itself.
    "T0001" Error InvalidUtf8 {
        "chỗ này không phải văn bản UTF-8; hãy lưu tệp bằng mã UTF-8"
        "this is not UTF-8 text; save the file as UTF-8"
    }
    "T0002" Error ControlCharacter {
        "ký tự điều khiển không nhìn thấy được; hãy xóa ký tự này"
        "an invisible control character; delete it"
    }
    "T0003" Error TooLarge { bytes: u64, limit: usize } {
        "tệp quá lớn ({bytes} byte, tối đa {limit}), không đọc; hãy tách mỗi thủ tục thành một tệp"
        "the file is too large ({bytes} bytes, at most {limit}) and was not read; give each procedure its own file"
    }
    "T0004" Error TooDeep { limit: usize } {
        "ngoặc lồng nhau quá {limit} tầng; phần sâu hơn không được đọc"
        "brackets are nested deeper than {limit}; what is deeper was not read"
    }
    "T0005" Error NotUtf8 {
        "tệp lưu bằng UTF-16, không đọc được; hãy lưu lại bằng UTF-8"
        "the file is saved as UTF-16 and was not read; save it as UTF-8"
    }
    "T0010" Error OutsideItem {
        "phần này nằm ngoài mọi mục; một mục bắt đầu bằng từ khóa, tên và «{{»: thủ tục tên_thủ_tục \"Tên chính thức\" {{"
        "this stands outside every item; an item begins with a keyword, a name and “{{”: procedure its_name \"Official title\" {{"
    }
    "T0011" Error NothingToClose {
        "dấu «}}» này không đóng mục nào"
        "this “}}” closes nothing"
    }
    "T0012" Error UnknownStatement { found: String } {
        "không hiểu câu «{found}»"
        "this statement is not understood: “{found}”"
    }
    "T0013" Error UnexpectedText { found: String } {
        "phần thừa sau câu: «{found}»; mỗi câu một dòng, hoặc ngăn bằng «;»"
        "more on the line than the statement takes: “{found}”; write one statement a line, or separate them by “;”"
    }
    "T0014" Error Unclosed { bracket: char } {
        "dấu «{bracket}» này chưa được đóng"
        "this “{bracket}” is never closed"
    }
    "T0015" Error UnclosedText {
        "thiếu dấu nháy kép đóng trước khi hết dòng"
        "the closing quote is missing on this line"
    }
    "T0016" Error MissingValue { keyword: String } {
        "thiếu giá trị sau `{keyword}`"
        "a value is missing after `{keyword}`"
    }
    "T0017" Error MissingName { keyword: String } {
        "thiếu tên sau `{keyword}`; tên là một từ, các tiếng nối bằng «_»"
        "a name is missing after `{keyword}`; a name is one word, its parts joined by “_”"
    }
    "T0018" Error ThousandsSeparator { found: String, fixed: String } {
        "`{found}` có thể hiểu theo hai cách; hàng nghìn viết bằng dấu gạch dưới: `{fixed}`"
        "`{found}` can be read in two ways; separate thousands by an underscore: `{fixed}`"
    }

    "T0019" Error MissingPart { keyword: String } {
        "`{keyword}` này chưa đủ; viết `nếu … thì … ngược lại …`, `mọi x thuộc {{ … }} : …` hoặc `ít nhất 2 trong {{ … }}`"
        "this `{keyword}` lacks a part; write `if … then … else …`, `all x in {{ … }} : …` or `at least 2 of {{ … }}`"
    }

    "T0020" Error UnclosedComment {
        "chú thích này không có «*/» kết thúc; phần còn lại của tệp bị coi là chú thích"
        "this comment has no closing “*/”; the rest of the file counts as comment"
    }

    "T0021" Warning MixedSurfaces { word: String, most: Surface } {
        "tệp này viết từ khóa bằng {most}, riêng `{word}` bằng thứ tiếng kia; một tệp dùng một thứ tiếng"
        "the keywords of this file are {most}, `{word}` is of the other language; one file keeps to one"
    }

    "T0022" Warning EmptyFile {
        "tệp không có mục nào; nếu không còn dùng, hãy xóa tệp"
        "the file declares nothing; delete it if it is not used any more"
    }

    "T0023" Error MissingClosing { opened: String } {
        "thiếu dấu «}}» đóng phần «{opened}»"
        "the “}}” that closes “{opened}” is missing"
    }
    "T0024" Error MissingOpening {
        "thiếu dấu «{{» ở cuối dòng này"
        "the “{{” is missing at the end of this line"
    }
    "T0025" Error NameInParts {
        "tên là một từ, các tiếng nối bằng «_»"
        "a name is one word, its parts joined by “_”"
    }
    "T0026" Error ColonWanted { found: String } {
        "sau tên viết «:», không phải «{found}»"
        "behind the name stands “:”, not “{found}”"
    }
    "T0027" Error ColonUnwanted { found: String, keyword: String } {
        "sau từ khóa `{keyword}` không viết «{found}», viết ngay giá trị"
        "behind the keyword `{keyword}` stands its value, without “{found}”"
    }

    // T01: names and places of statements.
    "T0101" Error Duplicate { kind: ItemKind, name: String, other: String } {
        "{kind} `{name}` được khai báo nhiều lần; lần khác ở {other}"
        "{kind} `{name}` is declared more than once; also in {other}"
    }
    "T0102" Error UnknownItem { kind: ItemKind, name: String } {
        "không có {kind} nào tên `{name}`"
        "there is no {kind} named `{name}`"
    }
    "T0103" Error Misplaced { keyword: String, kind: ItemKind } {
        "câu `{keyword}` không có trong {kind}"
        "there is no statement `{keyword}` in this {kind}"
    }
    "T0104" Error MissingStatement { keyword: String, kind: ItemKind } {
        "{kind} này thiếu câu `{keyword}`"
        "this {kind} lacks the statement `{keyword}`"
    }
    "T0105" Error DuplicateLocal { name: String } {
        "`{name}` đã được khai báo trong thủ tục này"
        "`{name}` is already declared in this procedure"
    }
    "T0106" Error DuplicateCode { code: String, other: String } {
        "mã thủ tục {code} đã được dùng ở {other}"
        "the national code {code} is already used in {other}"
    }
    "T0107" Error UnknownLocal { name: String } {
        "thủ tục này không khai báo `{name}`"
        "this procedure does not declare `{name}`"
    }
    "T0108" Error UnknownComponent { name: String } {
        "hồ sơ của thủ tục không có thành phần `{name}`"
        "the dossier has no component `{name}`"
    }
    "T0109" Error UnexpectedBare { kind: ItemKind } {
        "dòng này không bắt đầu bằng từ khóa nào của {kind}"
        "this line begins with no keyword of this {kind}"
    }

    "T0110" Error NoEffect { clause: String, statement: String } {
        "`{clause}` không có tác dụng trong câu `{statement}`"
        "`{clause}` has no effect in a statement `{statement}`"
    }

    "T0111" Error Repeated { keyword: String } {
        "`{keyword}` chỉ được ghi một lần ở đây"
        "`{keyword}` may be written only once here"
    }

    "T0112" Error ReservedName { name: String } {
        "`{name}` là từ dành riêng của ngôn ngữ, không đặt tên như vậy ở đây được; hãy thêm một tiếng cho rõ nghĩa"
        "`{name}` is a word of the language and cannot be a name here; add a word that makes it plain"
    }

    "T0113" Error MisspeltDeclaration { name: String, used: String, count: usize } {
        "`{name}` được khai báo ở đây nhưng không được dùng; {count} chỗ khác ghi `{used}`"
        "`{name}` is declared here and used nowhere; other places ({count}) say `{used}`"
    }

    // T02: types, units, values.
    "T0201" Error Expected { keyword: String, expected: Expected } {
        "sau `{keyword}` cần {expected}"
        "`{keyword}` needs {expected}"
    }
    "T0202" Error BadDate { found: String } {
        "`{found}` không phải ngày có thật; viết năm-tháng-ngày: 2026-01-31"
        "`{found}` is no day of the calendar; write year-month-day: 2026-01-31"
    }
    "T0203" Error EmptyPeriod { from: Date, until: Date } {
        "thời gian kết thúc ({until}) trước khi bắt đầu ({from})"
        "the period ends ({until}) before it begins ({from})"
    }
    "T0204" Error UnknownAttribute { entity: String, attribute: String } {
        "thực thể `{entity}` không có thông tin `{attribute}`"
        "entity `{entity}` has no attribute `{attribute}`"
    }
    "T0205" Error UnknownRole { name: String } {
        "không có vai nào tên `{name}` trong thủ tục này"
        "this procedure has no role `{name}`"
    }
    "T0206" Error UnknownValue { name: String, value: String, values: String } {
        "`{value}` không phải giá trị của `{name}`; các giá trị: {values}"
        "`{value}` is no value of `{name}`; its values are {values}"
    }
    "T0207" Error WrongBindings { document: String, wanted: usize, found: usize } {
        "giấy tờ `{document}` nói về {wanted} đối tượng nhưng câu này nêu {found}; ghi `của` kèm đủ các vai theo thứ tự"
        "document `{document}` wants {wanted} role(s) and {found} given; write `of` with all roles in order"
    }
    "T0208" Error WrongEntity { role: String, found: String, wanted: String } {
        "vai `{role}` là `{found}`, ở đây cần `{wanted}`"
        "role `{role}` is a `{found}`, here a `{wanted}` is needed"
    }
    "T0209" Error UnknownCondition { name: String } {
        "`{name}` không phải trường hợp hay thông tin nào của thủ tục này"
        "`{name}` is no case and no fact of this procedure"
    }
    "T0210" Error SharesDoNotFit { wanted: usize, found: usize } {
        "cần {wanted} tỷ lệ cho {wanted} giá trị, ở đây có {found}"
        "{wanted} values need {wanted} shares, here are {found}"
    }
    "T0211" Error SharesExceed {
        "các tỷ lệ cộng lại không thể bằng 100 %"
        "the shares cannot add up to 100 %"
    }
    "T0212" Error NotAComparison {
        "điều kiện này không phải phép so sánh giữa thông tin và giá trị"
        "this condition does not compare a fact with a value"
    }
    "T0213" Error OnlyBool { name: String } {
        "`{name}` có nhiều giá trị; hãy so sánh: {name} == giá_trị"
        "`{name}` has several values; compare it: {name} == value"
    }

    "T0214" Error UnitMismatch { name: String, wanted: String, found: String } {
        "`{name}` tính bằng {wanted}, ở đây ghi {found}; hai đơn vị khác nhau không so sánh hay cộng được"
        "`{name}` is counted in {wanted}, here stands {found}; different units cannot be compared or added"
    }
    "T0215" Error NotAQuantity { name: String } {
        "`{name}` không phải số, số tiền hay ngày, không so sánh lớn nhỏ hay tính toán được"
        "`{name}` is no number, amount or date; it cannot be compared by size or computed with"
    }
    "T0216" Error NotAFormula {
        "đây không phải công thức; dùng số, số tiền, tên trường hợp hoặc bảng quyết định với + - * /"
        "this is no formula; use numbers, amounts, names of cases or decision tables with + - * /"
    }
    "T0217" Error RowWithoutCondition {
        "mỗi dòng của bảng cần một điều kiện `khi …`, hoặc `còn lại` ở dòng cuối"
        "each row of a table needs a condition `when …`, or `otherwise` in the last row"
    }
    "T0218" Error RowAfterOtherwise {
        "dòng này không bao giờ được dùng: dòng `còn lại` đã nhận mọi trường hợp"
        "this row is never used: the row `otherwise` has taken every case"
    }

    "T0219" Warning LooksLikeACase { name: String, case: String } {
        "`{name}` không được khai báo; có phải là trường hợp `{case}`?"
        "`{name}` is not declared; is the case `{case}` meant?"
    }
    "T0220" Error MoreThanAll {
        "tỷ lệ không thể quá 100%"
        "a share cannot exceed 100%"
    }
    "T0221" Error ReduceWhat {
        "câu này không nói giảm cái gì; ghi sau tỷ lệ: giảm 30% \"chi phí tuân thủ\""
        "this does not say what is reduced; write it behind the share: reduce 30% \"compliance cost\""
    }

    "T0240" Error NotAText { name: String } {
        "`{name}` không phải chữ, không so sánh được với chữ trong ngoặc kép"
        "`{name}` is no text; it cannot be compared with a text in quotes"
    }
    "T0241" Error TextWithoutQuotes { name: String } {
        "`{name}` là chữ; giá trị so sánh phải đặt trong ngoặc kép"
        "`{name}` is a text; what it is compared with must stand in quotes"
    }
    "T0242" Error TooManyAlternatives {
        "các lựa chọn lồng nhau cho quá nhiều phương án (trên 1000); hãy tách bằng trường hợp (`khi`)"
        "the choices inside one another make too many alternatives (over 1000); tell them apart by cases (`when`)"
    }
    "T0243" Error SeveralForms {
        "không tính được việc phải điền ít nhất mấy trong các tờ khai; hãy ghi rõ tờ khai nào điền khi nào (`khi`)"
        "a number of forms out of several cannot be computed; say which form is filled in when (`when`)"
    }
    "T0244" Error ConditionBehindTerm {
        "điều kiện này thành điều kiện của cả nội dung cần chứng minh, không phải của thời hạn; hãy ghi trước `hạn yêu cầu bổ sung`"
        "this becomes the condition of the whole requirement, not of the term; write it before `ask within`"
    }
    "T0245" Error AnythingOutsideRules {
        "`bất_kỳ` chỉ dùng trong quy tắc chung; ở đây cần tên một giấy tờ"
        "`anything` is for rules; here a document must be named"
    }
    "T0246" Error CutoffWithoutSameDay {
        "giờ nhận chỉ có nghĩa với thời hạn `trong_ngày`"
        "a cut-off time has a meaning with the limit `same_day` only"
    }

    // T03: what the record says.
    "T0301" Error NeedWithoutEvidence { fact: String } {
        "cần biết `{fact}` nhưng không tờ khai, giấy tờ nào của hồ sơ và không nguồn dữ liệu nào cho biết"
        "`{fact}` is needed, but no form or paper of the dossier and no data source shows it"
    }
    "T0302" Warning LawNotInForce { law: String, date: Date } {
        "văn bản `{law}` không có hiệu lực ngày {date}"
        "law `{law}` is not in force on {date}"
    }
    "T0303" Warning NeverTrue {
        "điều kiện này không bao giờ đúng trong các trường hợp của thủ tục"
        "this condition can never be true in the cases of the procedure"
    }
    "T0304" Warning FigureWithoutSource { keyword: String } {
        "con số sau `{keyword}` không có nguồn; thêm nguồn \"…\" hoặc ước tính \"lý do\""
        "the figure after `{keyword}` has no source; add source \"…\" or estimate \"reasoning\""
    }
    "T0305" Error StepCycle { steps: String } {
        "các bước chờ nhau thành vòng: {steps}"
        "these steps wait for each other in a circle: {steps}"
    }
    "T0306" Error TableGap { table: String, example: String } {
        "bảng `{table}` không có dòng nào cho trường hợp: {example}"
        "table `{table}` has no row for this case: {example}"
    }
    "T0307" Error TableOverlap { table: String, example: String } {
        "hai dòng của bảng `{table}` cùng áp dụng cho trường hợp: {example}"
        "two rows of table `{table}` apply to this case: {example}"
    }
    "T0308" Warning LimitsOverlap { example: String } {
        "hai thời hạn giải quyết khác nhau cùng áp dụng cho trường hợp: {example}"
        "two different time limits apply to this case: {example}"
    }
    "T0309" Error AskedAgainstProhibition { document: String } {
        "giấy tờ `{document}` bị cấm yêu cầu nộp"
        "document `{document}` is asked for although a text forbids it"
    }
    "T0310" Warning NoSteps {
        "thủ tục chưa ghi bước thực hiện nào"
        "the procedure records no step"
    }
    "T0311" Warning PaperWithoutBasis { document: String } {
        "giấy tờ `{document}` không dẫn văn bản nào, trong khi cấm yêu cầu giấy tờ ngoài quy định"
        "document `{document}` cites no text, while papers beyond the law may not be asked for"
    }
    "T0312" Warning LimitsExceedTotal { total: Duration, sum: Duration } {
        "thời hạn các bước cộng lại ({sum}) dài hơn thời hạn giải quyết ({total})"
        "the limits of the steps add up to {sum}, more than the total limit of {total}"
    }

    // T032 and on: what a reviewer of procedures looks for.
    "T0320" Hint UndatedLaw { law: String } {
        "văn bản `{law}` chưa ghi ngày có hiệu lực, nên câu dựa vào văn bản đó bị coi là luôn có hiệu lực"
        "law `{law}` has no date of entry into force, so what rests on it counts as always in force"
    }
    "T0321" Warning OwnPaper { document: String, agency: String } {
        "giấy tờ `{document}` do chính loại cơ quan nhận hồ sơ (`{agency}`) cấp"
        "document `{document}` is issued by the kind of agency that asks for it (`{agency}`)"
    }
    "T0322" Warning AgencyDoesNotExist { agency: String, date: Date } {
        "cơ quan `{agency}` không tồn tại ngày {date}"
        "agency `{agency}` does not exist on {date}"
    }
    "T0323" Warning LowRankCriterion { criterion: String, law: String } {
        "`{criterion}` chỉ dựa vào văn bản cấp thông tư trở xuống (`{law}`)"
        "`{criterion}` rests on nothing above a circular (`{law}`)"
    }
    "T0324" Warning TooManyRounds { rounds: u32 } {
        "hồ sơ có thể bị yêu cầu bổ sung tới {rounds} lần"
        "the dossier may be sent back for more up to {rounds} times"
    }
    "T0325" Hint UnboundedRounds {
        "không ghi hồ sơ được yêu cầu bổ sung tối đa mấy lần"
        "nothing says how often the dossier may be sent back for more"
    }
    "T0326" Warning ExtensionExceedsLimit { extension: Duration, limit: Duration } {
        "thời gian gia hạn ({extension}) dài hơn chính thời hạn giải quyết ({limit})"
        "the extension ({extension}) is longer than the time limit itself ({limit})"
    }
    "T0327" Warning AgeExceedsValidity { document: String, age: Duration, valid: Duration } {
        "chấp nhận `{document}` cấp không quá {age}, nhưng giấy tờ này chỉ có giá trị {valid}"
        "`{document}` may be up to {age} old, but is valid for {valid} only"
    }
    "T0328" Warning RequestAfterLimit { within: Duration, limit: Duration } {
        "hạn yêu cầu bổ sung ({within}) dài hơn thời hạn giải quyết ({limit})"
        "the term to ask for the paper ({within}) is longer than the time limit ({limit})"
    }
    "T0329" Warning ValidityDiffers { document: String, here: Duration, there: Duration } {
        "kết quả `{document}` ở đây có giá trị {here}, nhưng giấy tờ này được khai báo có giá trị {there}"
        "the result `{document}` is valid for {here} here, but the document is declared to be valid for {there}"
    }
    "T0330" Warning OtherDocumentName { text: String, document: String, title: String } {
        "«{text}» là tên của giấy tờ đã khai báo `{document}` («{title}»)"
        "“{text}” is a name of the declared document `{document}` (“{title}”)"
    }
    "T0331" Warning TwinCode { code: String, other: String } {
        "mã {code} đã được ghi ở {other}: hai bản công bố của cùng một thủ tục"
        "code {code} is also stated in {other}: two publications of one procedure"
    }
    "T0332" Hint NotSixClear { missing: Unclear } {
        "quy trình chưa đủ «6 rõ»: {missing}"
        "the process is not “six clear”: {missing}"
    }
    "T0333" Hint OverCollection { form: String, fields: Names } {
        "tờ khai `{form}` hỏi những thông tin đã có trong dữ liệu mà không nội dung nào của thủ tục dùng đến: {fields}"
        "form `{form}` asks for what is held as data and nothing in the procedure uses: {fields}"
    }
    "T0334" Warning LookupHoldsNothing { source: String, requirement: String } {
        "`{source}` không lưu giữ thông tin nào mà `{requirement}` cần"
        "`{source}` holds none of the facts that `{requirement}` needs"
    }
    "T0335" Warning LookupKeyUnknown { key: String, source: String } {
        "khai thác `{source}` cần `{key}`, nhưng tờ khai không hỏi và không đăng nhập hay nguồn nào cho biết"
        "the lookup in `{source}` wants `{key}`, which no form asks for and no login or other source gives"
    }
    "T0336" Hint UnneededRequirement { requirements: Names } {
        "nội dung cần chứng minh không dẫn văn bản nào, và không yêu cầu, điều kiện hay kết quả nào cần đến: {requirements}"
        "to be evidenced, though no text is cited for it and no criterion, condition or result needs it: {requirements}"
    }

    "T0337" Hint NoCopies {
        "không bản nào: giấy tờ vẫn bị tính là phải nộp; nếu chỉ là lời nhắc thì dùng `ghi chú`"
        "no copy of any kind: the paper still counts as asked for; if it is a remark only, use `note`"
    }
    "T0338" Warning NoPostChannel {
        "thủ tục không nhận hồ sơ qua bưu chính, nên số bản gửi qua bưu chính không bao giờ dùng đến"
        "the procedure takes no dossier by post, so the copies for the post are never wanted"
    }
    "T0339" Warning SameDayTooShort { step: String, term: Duration } {
        "thời hạn trong ngày không giữ được: người yêu cầu có {term} cho bước `{step}`"
        "the limit of the same day cannot be kept: the applicant has {term} for the step `{step}`"
    }
    "T0340" Warning AllowNotUnderstood {
        "câu cho phép này không hiểu được; viết: // tthc: cho phép T0312 vì \"lý do\""
        "this allowance is not understood; write: // tthc: allow T0312 because \"reason\""
    }
    "T0341" Warning AllowWithoutReason {
        "câu cho phép này thiếu lý do, nên không có tác dụng"
        "this allowance gives no reason, so it has no effect"
    }
    "T0342" Warning AllowOfError { code: String } {
        "{code} không phải cảnh báo hay gợi ý, không cho phép được"
        "{code} is no warning or hint and cannot be allowed"
    }
    "T0343" Hint AllowUnused { code: String } {
        "ở đây không có {code} để cho phép; xóa câu này"
        "there is no {code} here to allow; delete this"
    }

    // T04: scenarios and reforms.
    "T0401" Error ScenarioFailed { expected: String, found: String } {
        "tình huống không đúng như mong đợi: mong đợi {expected}; kết quả {found}"
        "the scenario does not come out as expected: expected {expected}; found {found}"
    }

    "T0402" Warning NotAmended { provisions: Provisions } {
        "phương án bỏ giấy tờ nhưng chưa kiến nghị sửa đổi quy định đòi giấy tờ đó: {provisions}"
        "the reform drops papers without an amendment of what requires them: {provisions}"
    }
    "T0403" Error CutLosesFacts { component: String, facts: Names } {
        "bỏ `{component}` thì không tờ khai, giấy tờ nào còn lại và không dữ liệu nào khai thác được cho biết: {facts}"
        "without `{component}` no form, no paper that stays and no data that can be had show {facts}"
    }
    "T0404" Error ProtectedStepCut { step: String } {
        "bước `{step}` không được lược bỏ"
        "step `{step}` is protected and cannot be cut"
    }
    "T0405" Error NotShorter { name: String, now: Duration, to: Duration } {
        "`{name}`: {to} không ngắn hơn thời hạn hiện nay là {now}"
        "`{name}`: {to} is not shorter than the {now} it has now"
    }
    "T0406" Warning NothingToReplace { component: String, source: String } {
        "`{source}` chưa thay được `{component}`: còn vướng mắc khác, hoặc nguồn không lưu giữ đủ thông tin"
        "`{source}` does not replace `{component}` yet: something else is in the way, or it does not hold enough"
    }

    "T0407" Error ContradictoryDecisions { name: String } {
        "phương án quyết định hai điều trái nhau về `{name}`"
        "the reform decides two things about `{name}` that contradict each other"
    }

    // Sentences that accompany others.
    "" Hint OneSurface { option: &'static str } {
        "viết mọi từ khóa của tệp bằng một thứ tiếng: tthc fmt --keywords {option}"
        "write all keywords of the file in one language: tthc fmt --keywords {option}"
    }
    "" Hint DidYouMean { name: String } { "có phải là `{name}` không?" "did you mean `{name}`?" }
    "" Hint StraightQuotesHelp {
        "đoạn chữ đặt trong nháy kép thẳng: \"…\", không phải “…”"
        "a text stands in straight double quotes: \"…\", not “…”"
    }
    "" Hint ReplaceWith { text: String } { "thay bằng `{text}`" "replace with `{text}`" }
    "" Hint NoSuggestion { names: String } { "đã khai báo: {names}" "declared are: {names}" }
    "" Hint FirstHere { name: String } { "`{name}` được khai báo lần đầu ở đây" "`{name}` is first declared here" }
    "" Hint OpenedHere { bracket: char } { "lẽ ra phải đóng «{bracket}» ở đây" "“{bracket}” should have been closed here" }
    "" Hint UsedHere { "dùng ở đây" "used here" }
    "" Hint MorePlaces { count: usize } {
        "cũng ở đây; tất cả {count} chỗ khác"
        "here too; other places: {count}"
    }
    "" Hint OpenedAt { "mở ở đây" "it is opened here" }
    "" Hint ClosedAt { "đóng ở đây" "it is closed here" }
    "" Hint InsertBracket { bracket: char } { "thêm dấu «{bracket}»" "write the “{bracket}”" }
    "" Hint StepTakes { term: Duration } { "riêng bước này: {term}" "this step alone: {term}" }
    "" Hint MoreOfThem { count: usize } { "và còn {count} chỗ nữa như vậy" "and {count} more such places" }
    "" Hint OtherRowHere { "dòng kia ở đây" "the other row is here" }
    "" Hint OtherDecisionHere { "quyết định kia ở đây" "the other decision is here" }
    "" Hint ForbiddenHere { "cấm ở đây" "forbidden here" }
    "" Hint ParallelHelp {
        "cho bước chạy song song và không tính vào thời hạn, hoặc sửa thời hạn giải quyết"
        "let the step run in parallel outside the limit, or correct the total limit"
    }
    "" Hint DeclareHelp { kind: ItemKind, name: String } {
        "khai báo: {kind} {name} \"Tên chính thức\" {{ … }}"
        "declare it: {kind} {name} \"Official title\" {{ … }}"
    }
    "" Hint DateLawHelp { law: String } {
        "ghi ngày có hiệu lực: văn bản {law} \"…\" từ 2026-01-31"
        "date it: law {law} \"…\" from 2026-01-31"
    }
    "" Hint OwnPaperHelp {
        "bỏ giấy tờ này và tra lại từ hồ sơ lưu, hoặc ghi nguồn dữ liệu thay cho giấy tờ"
        "drop it and look it up in the agency's own files, or record the data that stand for it"
    }
    "" Hint SuccessorHelp { agency: String } { "nhiệm vụ nay thuộc `{agency}`" "its tasks are now those of `{agency}`" }
    "" Hint NoSuccessorHelp {
        "ghi cơ quan kế tục trong khai báo của cơ quan này: kế tục bởi …"
        "name the successor where the agency is declared: succeeded by …"
    }
    "" Hint LowRankHelp {
        "yêu cầu, điều kiện phải do luật, pháp lệnh, nghị quyết của Quốc hội hoặc nghị định quy định; ghi căn cứ đó, hoặc bỏ"
        "criteria and conditions are for statutes, ordinances, resolutions of the National Assembly and decrees; cite one, or drop it"
    }
    "" Hint RoundsHelp {
        "hướng dẫn một lần, đầy đủ; ghi: tối đa 1 lần"
        "say everything at once; write: at most 1 times"
    }
    "" Hint LimitHere { "thời hạn giải quyết ở đây" "the time limit is here" }
    "" Hint KeepOneCodeHelp {
        "giữ một bản; mã kia ghi bằng mã song sinh"
        "keep one of them; state the other code as twin code"
    }
    "" Hint OverCollectionHelp {
        "bỏ khỏi tờ khai, hoặc ghi yêu cầu cần đến: yêu cầu … cần …"
        "drop them from the form, or record what needs them: criterion … needs …"
    }
    "" Hint SourceHoldsHelp { held: String } { "nguồn này lưu giữ: {held}" "it holds: {held}" }
    "" Hint AskForKeyHelp { key: String } {
        "đưa `{key}` vào tờ khai, hoặc tra cứu bằng thông tin đã có"
        "ask for `{key}` in the form, or look up by what is known"
    }
    "" Hint UnneededHelp {
        "ghi căn cứ: theo …; hoặc ghi yêu cầu cần thông tin này; hoặc bỏ"
        "cite the text: per …; or record the criterion that needs it; or drop it"
    }
    "" Hint AmendHelp {
        "thêm: kiến nghị sửa đổi … \"nội dung sửa\"; danh mục đầy đủ: tthc report --laws --reform TÊN"
        "add: amend … \"the wording\"; the whole list: tthc report --laws --reform NAME"
    }
    "" Hint KeepEvidenceHelp {
        "chuyển thông tin vào tờ khai: chuyển vào tờ khai …; hoặc thay bằng dữ liệu: thay thế … bằng …; hoặc giữ giấy tờ"
        "ask for the facts in the form: move to form …; or let data stand for it: replace … by …; or keep the paper"
    }
    "" Hint WhyNotHelp { procedure: String, component: String } {
        "xem vướng mắc: tthc explain {procedure}.{component} --why-not"
        "see what is in the way: tthc explain {procedure}.{component} --why-not"
    }
    "" Hint AllowReasonHelp { "thêm: vì \"lý do\"" "add: because \"reason\"" }
    "" Hint AddEvidenceHelp {
        "thêm giấy tờ chứng minh, một câu `khai thác`, hoặc đưa thông tin này vào tờ khai"
        "add a paper that attests it, a `lookup`, or ask for it in the form"
    }
}

/// What must be clear of each step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clarity {
    Who,
    What,
    When,
    /// Which agency answers for it.
    Duty,
    Product,
    Authority,
}

impl Clarity {
    pub const ALL: [Clarity; 6] =
        [Clarity::Who, Clarity::What, Clarity::When, Clarity::Duty, Clarity::Product, Clarity::Authority];
}

/// What is not clear, and in which steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclear(pub Vec<(Clarity, Vec<String>)>);

/// More steps than these are counted, not named.
const NAMED_STEPS: usize = 4;

impl Localised for Unclear {
    fn write(&self, locale: Locale, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (clarity, steps)) in self.0.iter().enumerate() {
            let (vi, en) = match clarity {
                Clarity::Who => ("người làm", "who"),
                Clarity::What => ("việc", "what"),
                Clarity::When => ("thời gian", "when"),
                Clarity::Duty => ("trách nhiệm", "responsible agency"),
                Clarity::Product => ("sản phẩm", "product"),
                Clarity::Authority => ("thẩm quyền", "authority"),
            };
            let named = &steps[..steps.len().min(NAMED_STEPS)];
            let more = steps.len() - named.len();
            let named = named.iter().map(|step| format!("`{step}`")).collect::<Vec<_>>().join(", ");
            let joint = if at == 0 { "" } else { "; " };
            match (locale, more) {
                (Locale::Vietnamese, 0) => write!(f, "{joint}thiếu {vi} ở {named}")?,
                (Locale::Vietnamese, _) => write!(f, "{joint}thiếu {vi} ở {named} và {more} bước khác")?,
                (Locale::English, 0) => write!(f, "{joint}{en} is missing in {named}")?,
                (Locale::English, _) => write!(f, "{joint}{en} is missing in {named} and {more} more")?,
            }
        }
        Ok(())
    }
}

/// What a statement wants behind its keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Expected {
    Text,
    Name,
    Number,
    CountUpTo(usize),
    Amount,
    Duration,
    Percent,
    Date,
    Time,
    Type,
    Keys,
    Facts,
    Condition,
    Assignment,
    Rows,
    OneOf(&'static [tthc_syntax::Keyword]),
}

impl Localised for Expected {
    fn write(&self, locale: Locale, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (vi, en) = match self {
            Expected::Text => ("một đoạn chữ trong nháy kép", "a text in quotes"),
            Expected::Name => ("một tên", "a name"),
            Expected::Number => ("một số", "a number"),
            Expected::CountUpTo(most) => {
                return match locale {
                    Locale::Vietnamese => write!(f, "một số từ 1 đến {most}"),
                    Locale::English => write!(f, "a number from 1 to {most}"),
                };
            }
            Expected::Amount => ("số tiền, ví dụ 8_000 đồng", "an amount, for instance 8_000 VND"),
            Expected::Duration => (
                "khoảng thời gian, ví dụ 30 phút, 4 giờ làm việc, 7 ngày làm việc",
                "a length of time, for instance 30 minutes, 4 working hours, 7 working days",
            ),
            Expected::Percent => ("tỷ lệ, ví dụ 97% hoặc 93..97%", "a share, for instance 97% or 93..97%"),
            Expected::Date => ("ngày, ví dụ 2026-01-31", "a date, for instance 2026-01-31"),
            Expected::Time => ("giờ trong ngày, ví dụ 15:00", "a time of day, for instance 15:00"),
            Expected::Type => (
                "kiểu: chữ, số, ngày, tiền, có_không, một thực thể, hoặc các giá trị ngăn bằng «|»",
                "a type: text, decimal, date, money, bool, an entity, or values separated by “|”",
            ),
            Expected::Keys => {
                ("khóa: một thông tin hoặc {a, b} hoặc …", "keys: an attribute, or {a, b} or …")
            }
            Expected::Facts => ("thông tin dạng vai.thông_tin", "facts written role.attribute"),
            Expected::Condition => ("một điều kiện", "a condition"),
            Expected::Rows => (
                "các dòng dạng giá_trị khi điều_kiện, dòng cuối giá_trị còn lại",
                "rows written value when condition, the last one value otherwise",
            ),
            Expected::Assignment => ("tên = giá_trị", "name = value"),
            Expected::OneOf(words) => {
                let surface = match locale {
                    Locale::Vietnamese => tthc_syntax::Surface::Vietnamese,
                    Locale::English => tthc_syntax::Surface::English,
                };
                let words: Vec<_> = words.iter().map(|word| word.text(surface)).collect();
                let list = words.join(" | ");
                return match locale {
                    Locale::Vietnamese => write!(f, "một trong: {list}"),
                    Locale::English => write!(f, "one of: {list}"),
                };
            }
        };
        f.write_str(match locale {
            Locale::Vietnamese => vi,
            Locale::English => en,
        })
    }
}

impl Message {
    /// The sentence in the reader's language.
    pub fn text(&self, locale: Locale) -> String {
        struct Sentence<'a>(&'a Message, Locale);
        impl Display for Sentence<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.write(self.1, f)
            }
        }
        Sentence(self, locale).to_string()
    }
}
