//! The one table of keywords, in English and in Vietnamese.
//!
//! Grammar, formatter, completion, TextMate grammar and documentation all follow this table;
//! no other place lists a keyword. A keyword is one fixed phrase, its words separated by single
//! spaces. A *value word* is a single word joined by `_`, like a name.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// The language a file's keywords are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Surface {
    Vietnamese,
    English,
}

/// Where a keyword stands and what follows it. The grammar has one rule for each class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Begins an item at the head of a line: keyword, name, then a title, a clause or a block.
    Item,
    /// Begins a statement that declares a name: `role child : person`.
    Named,
    /// Begins a statement with values: `code "1.001193"`.
    Head,
    /// Begins a statement that cites law: `basis civil_status_law art 13`.
    CiteHead,
    /// Stands before another statement on the same line: `if lookup fails show …`.
    Prefix,
    /// A clause with values: `when married`.
    Clause,
    /// A clause that may also begin a continuation line.
    LineClause,
    /// A clause that cites law: `per civil_status_law art 16`.
    Cite,
    /// A clause without operands: `protected`.
    Flag,
    /// What a step does, with operands if it has any: `check born_here`.
    Action,
    /// A place in a legal text: `art`, `clause`, `annex`.
    Place,
    /// A unit after a number.
    Unit,
    /// An operator that is a word.
    Operator,
    /// A word that joins several operands to one: `if … then … else …`, `any … in …`.
    Connective,
    /// A reserved value, written like a name: `unknown`, `commune`.
    Value,
}

macro_rules! keywords {
    ($( $id:ident $class:ident $en:literal $vi:literal; )*) => {
        /// One keyword, whatever its surface.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Keyword { $( $id, )* }

        /// Every keyword, in the order of the table.
        pub const KEYWORDS: &[Keyword] = &[ $( Keyword::$id, )* ];

        impl Keyword {
            pub const fn class(self) -> Class { match self { $( Keyword::$id => Class::$class, )* } }
            pub const fn english(self) -> &'static str { match self { $( Keyword::$id => $en, )* } }
            pub const fn vietnamese(self) -> &'static str { match self { $( Keyword::$id => $vi, )* } }
        }
    };
}

keywords! {
    // Items.
    Agency          Item "agency"          "cơ quan";
    Actor           Item "actor"           "người thực hiện";
    Law             Item "law"             "văn bản";
    Entity          Item "entity"          "thực thể";
    Source          Item "source"          "nguồn dữ liệu";
    Document        Item "document"        "giấy tờ";
    Procedure       Item "procedure"       "thủ tục";
    Variant         Item "variant"         "bản địa phương";
    Journey         Item "journey"         "liên thông";
    Reform          Item "reform"          "phương án";
    Rule            Item "rule"            "quy tắc chung";
    Norms           Item "norms"           "định mức";
    Target          Item "target"          "chỉ tiêu";
    Scenario        Item "scenario"        "tình huống";

    // Statements that declare a name.
    Applicant       Named "applicant"      "người yêu cầu";
    Role            Named "role"           "vai";
    Case            Named "case"           "trường hợp";
    Criterion       Named "criterion"      "yêu cầu";
    Condition       Named "condition"      "điều kiện";
    Step            Named "step"           "bước";
    Require         Named "require"        "nội dung cần chứng minh";
    Form            Named "form"           "tờ khai";
    Activity        Named "activity"       "hoạt động";
    Expense         Named "expense"        "chi phí";
    Decide          Named "decide"         "bảng quyết định";

    // Statements with values.
    Level           Head "level"           "cấp";
    SucceededBy     Head "succeeded by"    "kế tục bởi";
    KnownAs         Head "known as"        "tên khác";
    Number          Head "number"          "số hiệu";
    Rank            Head "rank"            "loại";
    Verified        Head "verification"    "mức xác minh";
    Confidence      Head "confidence"      "độ tin cậy";
    Key             Head "key"             "khóa";
    Owner           Head "owner"           "cơ quan chủ quản";
    About           Head "about"           "về";
    Holds           Head "holds"           "lưu giữ";
    Covers          Head "covers"          "bao gồm";
    Published       Head "published"       "công bố";
    Serves          Head "serves"          "phục vụ";
    Coverage        Head "coverage"        "độ phủ";
    Matching        Head "matching"        "đối chiếu";
    Quality         Head "quality"         "chất lượng";
    Correct         Head "correct"         "đúng";
    Sufficient      Head "sufficient"      "đủ";
    Clean           Head "clean"           "sạch";
    Live            Head "live"            "sống";
    Unified         Head "unified"         "thống nhất";
    Shared          Head "shared"          "dùng chung";
    Consent         Head "consent"         "đồng ý";
    Connection      Head "connection"      "kết nối";
    Latency         Head "latency"         "độ trễ";
    Login           Head "login"           "đăng nhập";
    Stores          Head "stores"          "lưu kết quả";
    Attests         Head "attests"         "chứng minh";
    IssuedBy        Head "issued by"       "nơi cấp";
    Valid           Head "valid"           "có giá trị";
    Code            Head "code"            "mã";
    TwinCode        Head "twin code"       "mã song sinh";
    Follows         Head "follows"         "tiếp nối";
    Field           Head "field"           "lĩnh vực";
    Ministry        Head "ministry"        "bộ";
    Authority       Head "authority"       "cơ quan thực hiện";
    Subjects        Head "subjects"        "đối tượng thực hiện";
    FiledBy         Head "filed by"        "người nộp hồ sơ";
    MustNotAsk      Head "must not ask for" "không được yêu cầu nộp";
    TimeLimit       Head "deadline"        "thời hạn giải quyết";
    ApplyWithin     Head "apply within"    "hạn nộp hồ sơ";
    Constraint      Head "constraint"      "ràng buộc";
    OnlineFull      Head "online full"     "trực tuyến toàn trình";
    OnlinePartial   Head "online partial"  "trực tuyến một phần";
    Counter         Head "counter"         "trực tiếp";
    Post            Head "post"            "bưu chính";
    Extension       Head "extension"       "gia hạn";
    Dossier         Head "dossier"         "thành phần hồ sơ";
    Show            Head "show"            "xuất trình";
    Submit          Head "submit"          "nộp";
    Surrender       Head "surrender"       "giao nộp";
    Upload          Head "upload"          "tải lên";
    Appear          Head "appear"          "có mặt";
    Biometrics      Head "give biometrics" "thu nhận sinh trắc học";
    Bring           Head "bring"           "mang theo";
    FirstOf         Head "first of"        "lần lượt một trong";
    OneOf           Head "one of"          "một trong";
    AllOf           Head "all of"          "tất cả";
    AtLeast         Head "at least"        "ít nhất";
    ForEach         Head "for each"        "với mỗi";
    If              Head "if"              "nếu";
    Facts           Head "facts"           "thông tin";
    Assurance       Head "assurance"       "mức bảo đảm";
    Lookup          Head "lookup"          "khai thác";
    Note            Head "note"            "ghi chú";
    Result          Head "result"          "kết quả";
    ByProduct       Head "byproduct"       "kết quả kèm theo";
    Refusal         Head "refusal"         "kết quả từ chối";
    Update          Head "update"          "cập nhật dữ liệu";
    Fee             Head "fee"             "lệ phí";
    Charge          Head "charge"          "phí";
    Contribution    Head "contribution"    "khoản đóng";
    Volume          Head "volume"          "số hồ sơ";
    Draft           Head "draft"           "bản nháp";
    HourlyIncome    Head "hourly income"   "thu nhập giờ";
    Prevails        Head "prevails over"   "ưu tiên so với";
    SupplementTerm  Head "supplement term"  "hạn yêu cầu bổ sung";
    DisplacedBy     Head "displaced by"    "bị thay thế bởi";
    Threshold       Head "threshold"       "ngưỡng chất lượng";
    Accept          Head "accept"          "tiếp thu";
    NotAccepted     Head "not accepted"    "không tiếp thu";
    Replace         Head "replace"         "thay thế";
    Cut             Head "cut"             "cắt giảm";
    Shorten         Head "shorten"         "rút ngắn";
    MoveToForm      Head "move to form"    "chuyển vào tờ khai";
    Given           Head "given"           "cho";
    ExpectDossier   Head "expect dossier"  "mong đợi hồ sơ";
    ExpectAfter     Head "expect dossier after cuts" "mong đợi hồ sơ sau cắt giảm";
    ExpectReformed  Head "expect dossier after reform" "mong đợi hồ sơ sau phương án";
    ExpectHeld      Head "expect held"     "mong đợi được thay thế";
    ExpectBlocked   Head "expect blocked"  "mong đợi còn vướng";
    ExpectRequired  Head "expect required" "mong đợi vẫn phải nộp";
    ExpectFee       Head "expect fee"      "mong đợi lệ phí";
    ExpectCharge    Head "expect charge"   "mong đợi phí";
    ExpectContribution Head "expect contribution" "mong đợi khoản đóng";
    ExpectLimit     Head "expect deadline" "mong đợi thời hạn";
    ExpectAuthority Head "expect authority" "mong đợi cơ quan";
    Procedures      Head "procedures"      "các thủ tục";
    OptionalParts   Head "optional procedures" "thủ tục tùy chọn";
    Reduce          Head "reduce"          "giảm";

    // Statements that cite law.
    Basis           CiteHead "basis"       "căn cứ pháp lý";
    Amend           CiteHead "amend"       "kiến nghị sửa đổi";

    // Before another statement.
    IfLookupFails   Prefix "if lookup fails"     "không khai thác được thì";
    IfNotAvailable  Prefix "if not available"    "không có thì";

    // Clauses.
    AskWithin       Clause "ask within"          "hạn yêu cầu bổ sung";
    When            LineClause "when"            "khi";
    Unless          LineClause "unless"          "trừ khi";
    From            LineClause "from"            "từ";
    Until           LineClause "until"           "đến";
    Origin          LineClause "source"          "nguồn";
    Estimate        LineClause "estimate"        "ước tính";
    OtherOrigin     LineClause "other source"    "nguồn khác";
    Because         LineClause "because"         "vì";
    Share           LineClause "share"           "tỷ lệ";
    Purpose         Clause "for"             "để";
    By              LineClause "by"              "bằng";
    Of              LineClause "of"              "của";
    With            Clause "with"            "với";
    Needs           LineClause "needs"           "cần";
    JudgedBy        LineClause "judged by"       "đánh giá bởi";
    DoneBy          LineClause "done by"         "bởi";
    After           LineClause "after"           "sau";
    Takes           LineClause "takes"           "trong";
    Silence         LineClause "silence means"   "im lặng coi là";
    Remark          Clause "remark"          "ghi chú";
    At              Clause "at"                  "tại";
    OnDate          Clause "on date"             "tại ngày";
    OnProcedure     Clause "on"                  "đối với";
    Where           Clause "where"           "nơi";
    CountedFrom     LineClause "counted from"    "tính từ";
    OrElse          LineClause "or else"         "nếu quá hạn";
    ForProcedure    Clause "for procedure"       "cho thủ tục";
    Deadline        Clause "deadline"            "thời hạn giải quyết";
    Cutoff          Clause "received before"     "nhận trước";
    Visits          Clause "visits"              "đi lại";
    AtMost          Clause "at most"             "tối đa";
    InPlaceOf       Clause "in place of"         "thay cho";
    Alias           Clause "called"              "gọi là";
    Each            Clause "each"                "mỗi";
    ReducedBy       Clause "reduced by"          "giảm";
    SetBy           Clause "set by"              "quy định bởi";
    ValidFor        Clause "valid for"           "có giá trị";
    IssuedWithin    Clause "issued within"       "cấp không quá";
    ByPostCopies    Clause "if by post"          "qua bưu chính thì";
    CorrectedBy     Clause "corrected by"        "sửa dữ liệu bởi";
    PerYear         Clause "per year"            "mỗi năm";
    To              Clause "to"                  "còn";
    Per             Cite "per"                   "theo";

    Optional        Flag "if any"                "nếu có";
    Repeated        Flag "repeated"              "nhiều";
    Sensitive       Flag "sensitive"             "nhạy cảm";
    Presumed        Flag "presumed"              "suy đoán";
    Certified       Flag "certified"             "có chứng thực";
    Legalised       Flag "legalised"             "hợp pháp hóa lãnh sự";
    Translated      Flag "translated"            "kèm bản dịch";
    Electronic      Flag "electronic"            "bản điện tử";
    Protected       Flag "protected"             "không được lược bỏ";
    Otherwise       Flag "otherwise"             "còn lại";
    InOrder         Flag "in order"              "lần lượt";
    Anywhere        Flag "anywhere"              "bất kỳ nơi nào";
    OnRequest       Flag "on request"            "nếu được yêu cầu";
    Refundable      Flag "refundable"            "được hoàn lại";
    NotRefundable   Flag "not refundable"        "không hoàn lại";
    Notarised       Flag "notarised"             "có công chứng";
    Annotated       Flag "annotated"             "được ghi chú rồi trả lại";
    StillValid      Flag "still valid"           "còn giá trị";
    NotCounted      Flag "not counted"           "không tính vào thời hạn";
    ClockStops      Flag "clock stops"           "tạm dừng thời hạn";
    OnceOperational Flag "once operational"      "chờ cơ sở dữ liệu vận hành";
    Proposed        Flag "proposed"              "đang đề xuất";

    DoSubmit        Action "file"                "nộp hồ sơ";
    DoReceive       Action "receive"             "tiếp nhận";
    DoCheck         Action "check"               "kiểm tra";
    DoInspect       Action "inspect"             "kiểm tra thực tế";
    DoAskMore       Action "ask applicant"       "yêu cầu bổ sung";
    DoLookup        Action "query"               "khai thác";
    DoConsult       Action "consult"             "lấy ý kiến";
    DoApprove       Action "approve"             "phê duyệt";
    DoRecord        Action "record"              "ghi";
    DoNotify        Action "notify"              "thông báo";
    DoConfirm       Action "confirm draft"       "xác nhận dự thảo";
    DoPay           Action "pay"                 "nộp tiền";
    DoPostUp        Action "post up"             "niêm yết";
    DoDeliver       Action "deliver"             "trả kết quả";
    DoRefuse        Action "refuse"              "từ chối";
    DoApologise     Action "apologise"           "xin lỗi";

    Art             Place "art"                  "điều";
    ClauseNo        Place "clause"               "khoản";
    Point           Place "point"                "điểm";
    Annex           Place "annex"                "phụ lục";
    Part            Place "part"                 "mục";
    FormNo          Place "form no"              "mẫu số";
    Row             Place "row"                  "số thứ tự";

    WorkingHours    Unit "working hours"         "giờ làm việc";
    WorkingDays     Unit "working days"          "ngày làm việc";
    Seconds         Unit "seconds"               "giây";
    Minutes         Unit "minutes"               "phút";
    Hours           Unit "hours"                 "giờ";
    Days            Unit "days"                  "ngày";
    Months          Unit "months"                "tháng";
    Years           Unit "years"                 "năm";
    Dong            Unit "VND"                   "đồng";
    Percent         Unit "%"                     "%";
    SquareMetres    Unit "m2"                    "m2";
    Originals       Unit "original"              "bản chính";
    CertifiedCopies Unit "certified copy"        "bản sao chứng thực";
    Copies          Unit "copy"                  "bản sao";
    Times           Unit "times"                 "lần";

    Not             Operator "not"               "không phải";
    And             Operator "and"               "và";
    Or              Operator "or"                "hoặc";
    In              Operator "in"                "thuộc";
    NotIn           Operator "not in"            "không thuộc";

    IfSo            Connective "if"              "nếu";
    Then            Connective "then"            "thì";
    Else            Connective "else"            "ngược lại";
    Some            Connective "any"             "có ít nhất một";
    Every           Connective "all"             "mọi";
    AtLeastSome     Connective "at least"        "ít nhất";
    OfThese         Connective "of"              "trong";

    Unknown         Value "unknown"              "chưa_rõ";
    Nothing         Value "none"                 "không_có";
    NotApplicable   Value "not_applicable"       "không_áp_dụng";
    Yes             Value "yes"                  "có";
    No              Value "no"                   "không";
    All             Value "all"                  "tất_cả";
    AnyThing        Value "anything"             "bất_kỳ";
    Unlisted        Value "unlisted"             "ngoài_quy_định";
    TypeText        Value "text"                 "chữ";
    TypeNumber      Value "decimal"              "số";
    TypeInteger     Value "integer"              "số_nguyên";
    TypeDate        Value "date"                 "ngày";
    TypeMoney       Value "money"                "tiền";
    TypeBool        Value "bool"                 "có_không";
    Commune         Value "commune"              "xã";
    District        Value "district"             "huyện";
    Province        Value "province"             "tỉnh";
    Central         Value "central"              "trung_ương";
    SameDay         Value "same_day"             "trong_ngày";
    AtOnce          Value "at_once"              "ngay";
    TheApplicant    Value "the_applicant"        "người_yêu_cầu";
    ViaOnline       Value "online"               "trực_tuyến";
    ViaCounter      Value "in_person"            "trực_tiếp";
    ViaPost         Value "by_post"              "bưu_chính";
    Constitution    Value "constitution"         "hiến_pháp";
    Statute         Value "statute"              "luật";
    Ordinance       Value "ordinance"            "pháp_lệnh";
    ResolutionNa    Value "resolution_na"        "nghị_quyết_qh";
    ResolutionGov   Value "resolution_gov"       "nghị_quyết_cp";
    Decree          Value "decree"               "nghị_định";
    DecisionPm      Value "decision_pm"          "quyết_định_ttg";
    Circular        Value "circular"             "thông_tư";
    Decision        Value "decision"             "quyết_định";
    AnyText         Value "any_text"             "mọi_văn_bản";
    OriginalSeen    Value "original_compared"    "bản_gốc";
    Secondary       Value "secondary"            "thứ_cấp";
    Inferred        Value "inferred"             "suy_luận";
    Explicit        Value "explicit"             "đích_danh";
    General         Value "general"              "quy_tắc_chung";
    High            Value "high"                 "cao";
    Medium          Value "medium"               "trung_bình";
    Low             Value "low"                  "thấp";
    NotRequired     Value "not_required"         "không_cần";
    Required        Value "required"             "bắt_buộc";
    ForProof        Value "proof"                "chứng_minh";
    ForOriginal     Value "taking_original"      "lấy_bản_chính";
    ForAuthority    Value "representation"       "đại_diện";
    ForConsent      Value "giving_consent"       "lấy_đồng_ý";
    ForLegalForm    Value "legal_form"           "hình_thức_luật_định";
    Declared        Value "declared"             "khai_báo";
    Documented      Value "documented"           "giấy_tờ";
    Authoritative   Value "authoritative"        "xác_thực";
    Citizen         Value "citizen"              "người_dân";
    Business        Value "business"             "doanh_nghiệp";
    Administration  Value "administration"       "hành_chính";
    Approval        Value "approval"             "đồng_ý";
    Confirmation    Value "confirmation"         "xác_nhận";
}

impl Keyword {
    /// The phrase in one surface.
    pub const fn text(self, surface: Surface) -> &'static str {
        match surface {
            Surface::Vietnamese => self.vietnamese(),
            Surface::English => self.english(),
        }
    }

    /// The keyword that `text` (in NFC) is in a position of the given group, in either surface.
    pub fn find(group: Group, text: &str) -> Option<(Keyword, Surface)> {
        type Table = FxHashMap<(Group, &'static str), (Keyword, Surface)>;
        static TABLE: OnceLock<Table> = OnceLock::new();
        let table = TABLE.get_or_init(|| {
            let mut table = FxHashMap::default();
            for &keyword in KEYWORDS {
                let group = keyword.class().group();
                table.insert((group, keyword.english()), (keyword, Surface::English));
                table.insert((group, keyword.vietnamese()), (keyword, Surface::Vietnamese));
            }
            table
        });
        table.get(&(group, text)).copied()
    }
}

/// Positions in which a phrase is unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Item,
    Head,
    Clause,
    Place,
    Unit,
    Operator,
    Connective,
    Value,
}

impl Class {
    pub const fn group(self) -> Group {
        match self {
            Class::Item => Group::Item,
            Class::Named | Class::Head | Class::CiteHead | Class::Prefix => Group::Head,
            Class::Clause | Class::LineClause | Class::Cite | Class::Flag | Class::Action => Group::Clause,
            Class::Place => Group::Place,
            Class::Unit => Group::Unit,
            Class::Operator => Group::Operator,
            Class::Connective => Group::Connective,
            Class::Value => Group::Value,
        }
    }
}
