//! What each keyword says, in one line. For hover and completion.

use tthc_model::Locale;
use tthc_syntax::Keyword;

/// The explanation in the reader's language. Lower case, no final period, as in a glossary.
pub fn explanation(keyword: Keyword, locale: Locale) -> Option<&'static str> {
    let (vi, en) = both(keyword)?;
    Some(match locale {
        Locale::Vietnamese => vi,
        Locale::English => en,
    })
}

macro_rules! explanations {
    ($( $id:ident $vi:literal $en:literal; )*) => {
        /// A keyword that is new to the table has no line yet; a test lists those.
        fn both(keyword: Keyword) -> Option<(&'static str, &'static str)> {
            match keyword {
                $( Keyword::$id => Some(($vi, $en)), )*
                #[allow(unreachable_patterns, reason = "reachable as soon as the keyword table grows")]
                _ => None,
            }
        }
    };
}

explanations! {
    Agency "cơ quan nhà nước, có cấp hành chính" "an agency of the state, with its level";
    Actor "người hoặc bộ phận thực hiện các bước" "a person or office that does steps";
    Law "văn bản quy phạm hoặc quyết định, có số hiệu và thời gian hiệu lực" "a legal text, with its number and the period in force";
    Entity "loại đối tượng mà nhà nước có dữ liệu: cá nhân, hôn nhân, thửa đất" "a kind of thing the state keeps data about: a person, a marriage, a plot";
    Source "cơ sở dữ liệu của nhà nước: lưu giữ gì, tra cứu bằng khóa nào, ai được khai thác" "a database of the state: what it holds, by which keys, who may read it";
    Document "loại giấy tờ và những thông tin mà nó chứng minh" "a kind of paper and the facts it attests";
    Procedure "thủ tục hành chính như pháp luật quy định" "an administrative procedure as the law describes it";
    Variant "phần khác biệt của một địa phương so với thủ tục chung" "what differs from the procedure in one place";
    Journey "nhóm thủ tục thực hiện liên thông" "procedures that are done together";
    Reform "phương án cắt giảm, đơn giản hóa một thủ tục" "a reviewer's plan to simplify a procedure";
    Rule "quy tắc áp dụng cho mọi thủ tục, ví dụ thay giấy tờ bằng dữ liệu" "a rule over all procedures, for instance data in place of papers";
    Norms "định mức thời gian và chi phí để tính chi phí tuân thủ" "standard times and prices for the cost of compliance";
    Target "mức cắt giảm phải đạt" "how much must be reduced";
    Scenario "tình huống của một người nộp hồ sơ và kết quả mong đợi" "one applicant's case with the expected result";

    Applicant "người yêu cầu thực hiện thủ tục, thuộc thực thể nào" "the person who applies, and of which entity";
    Role "một đối tượng có tên trong thủ tục, thuộc một thực thể" "a named instance of an entity in this procedure";
    Case "điều khác nhau giữa các hồ sơ, quyết định phải nộp gì" "what differs between applications and decides what is asked for";
    Criterion "yêu cầu phải đáp ứng để được giải quyết" "what must hold for a positive decision";
    Condition "điều kiện kinh doanh hoặc hành chính phải đáp ứng" "a business or administrative condition that must hold";
    Step "một bước thực hiện: ai làm, làm gì, sau bước nào, trong bao lâu" "a step: who does what, after which step, within what time";
    Require "nội dung phải chứng minh: thông tin cần biết và các cách chứng minh" "what must be evidenced: the facts, and the ways to show them";
    Form "tờ khai do người yêu cầu điền" "a form that the applicant fills in";
    Activity "thời gian chuẩn của một việc" "the standard time of an activity";
    Expense "chi phí chuẩn của một việc" "the standard price of something";

    Level "cấp hành chính: xã, tỉnh, trung_ương" "level of government: commune, province, central";
    KnownAs "tên gọi khác trong văn bản" "another name used in texts";
    Number "số, ký hiệu của văn bản" "the official number of the text";
    Rank "loại văn bản; loại cao hơn được ưu tiên" "rank of the text; the higher prevails";
    Verified "mức đã đối chiếu văn bản với bản gốc" "how far the text was compared with its original";
    Confidence "độ tin cậy của bản ghi này" "how far this record can be relied on";
    Decide "bảng quyết định: mỗi dòng một giá trị và điều kiện của nó" "a decision table: in each row a value and its condition";
    SucceededBy "cơ quan tiếp nhận nhiệm vụ khi cơ quan này không còn" "the agency that has its tasks since";
    TwinCode "mã khác của cùng một thủ tục" "another code under which the same service is published";
    Follows "thủ tục mà kết quả được tiếp tục ở thủ tục này: cấp lại, gia hạn, chấm dứt" "the procedure whose result this one goes on from: renewal, change, end";
    FiledBy "ai được nộp thay người yêu cầu" "who may file for the applicant";
    MustNotAsk "giấy tờ mà cơ quan không được yêu cầu" "papers that the authority may not ask for";
    TimeLimit "thời hạn giải quyết trong các trường hợp nêu sau `khi`" "the time limit in the cases named by `when`";
    ApplyWithin "thời hạn của người yêu cầu, tính từ ngày nào và hậu quả nếu quá hạn" "the applicant's own time limit, from which day, and what follows if it is missed";
    Upload "tải lên dưới dạng tệp" "is handed in as a file";
    Appear "người phải có mặt" "who must be there in person";
    Biometrics "người được thu nhận vân tay, mống mắt, ảnh khuôn mặt" "whose fingerprints, iris or portrait are taken";
    Bring "vật phải mang theo, không phải giấy tờ" "a thing to be brought that is no paper";
    ByProduct "kết quả có kèm mà không phải yêu cầu riêng" "what comes with the result without being asked for";
    Refusal "văn bản khi từ chối" "what a negative decision ends in";
    Update "kết quả là dữ liệu được cập nhật, không phải giấy tờ" "the result is in the data, not on paper";
    Contribution "khoản đóng vào quỹ, không phải phí, lệ phí" "a payment into a fund, not a fee";
    ExpectCharge "phí phải nộp" "the charge to be paid";
    ExpectContribution "khoản đóng phải nộp" "the contribution to be paid";
    ExpectLimit "thời hạn giải quyết phải đúng như vậy" "the time limit must come out as this";
    ExpectAuthority "cơ quan có thẩm quyền phải đúng như vậy" "the competent authority must come out as this";
    OptionalParts "thủ tục mà người yêu cầu có thể chọn trong liên thông" "procedures of a journey that the applicant may choose";
    OtherOrigin "nguồn khác ghi khác; giữ cả hai để đối chiếu" "what another source says instead; both are kept";
    Where "nơi quyết định cơ quan nào có thẩm quyền" "the place that decides which agency is competent";
    CountedFrom "thời hạn được tính từ đâu" "what the time is counted from";
    OrElse "hậu quả nếu quá hạn" "what follows if the time has passed";
    ReducedBy "phần được giảm" "the share that is let off";
    SetBy "cơ quan quy định mức thu" "the agency that sets the amount";
    ValidFor "kết quả có giá trị bao lâu" "how long the result is valid";
    IssuedWithin "giấy tờ phải được cấp trong khoảng thời gian này" "how old the paper may be";
    ByPostCopies "bản phải nộp khi gửi qua bưu chính" "what is wanted where the dossier comes by post";
    CorrectedBy "ai sửa dữ liệu sai" "who puts wrong data right";
    Otherwise "dòng cuối của bảng: mọi trường hợp khác" "the last row of a table: all other cases";
    InOrder "đọc bảng từ trên xuống, dòng đầu tiên phù hợp được dùng" "the first row that applies counts";
    Anywhere "nộp ở bất kỳ cơ quan nào cùng loại" "any agency of the kind, wherever it is";
    OnRequest "chỉ khi người yêu cầu muốn nhận" "only if the applicant asks for it";
    Refundable "được hoàn lại nếu không giải quyết" "paid back if the application fails";
    NotRefundable "không hoàn lại dù không giải quyết" "not paid back if the application fails";
    Notarised "phải có công chứng" "must be notarised";
    Annotated "được ghi nội dung thay đổi vào rồi trả lại" "is written on and given back";
    StillValid "giấy tờ phải còn thời hạn sử dụng" "must not have run out";
    NotCounted "thời gian của bước này không tính vào thời hạn giải quyết" "the step's time is left out of the time limit";
    ClockStops "thời gian chờ giấy tờ không tính vào thời hạn giải quyết" "the time until the paper comes is not counted";
    OnceOperational "chỉ áp dụng khi cơ sở dữ liệu đi vào vận hành; chưa rõ ngày" "applies once the database operates; nobody has said when";
    Proposed "mới được đề xuất, chưa có hiệu lực" "only proposed, not in force";
    DoApologise "báo quá hạn, xin lỗi, hẹn ngày mới" "tell that the result is late, apologise, name a new date";
    Unlisted "mọi giấy tờ không được văn bản nào quy định" "every paper that no text lists";
    TypeInteger "số nguyên" "a whole number";
    District "cấp huyện, đã bãi bỏ từ ngày 1/7/2025" "district level, abolished on 2025-07-01";
    AtOnce "giải quyết ngay khi nhận hồ sơ" "while the applicant waits";
    Key "thông tin xác định duy nhất một đối tượng" "attributes that identify one instance";
    Owner "cơ quan chủ quản cơ sở dữ liệu" "the agency that owns the database";
    About "nói về thực thể nào; với nguồn dữ liệu, kèm khóa tra cứu sau `bằng`" "which entity this is about; for a source, with the lookup keys";
    Holds "các thông tin được lưu giữ" "the attributes that are held";
    Covers "chỉ gồm các đối tượng thỏa điều kiện" "only the subjects of this class are held";
    Published "chủ quản đã công bố dữ liệu được dùng thay giấy tờ, từ ngày nào" "the owner's decision that the data may replace papers, and from when";
    Serves "ai được khai thác, theo căn cứ nào" "who may read the source, and on what basis";
    Coverage "tỷ lệ đối tượng tra cứu có kết quả" "share of subjects for whom a record is found";
    Matching "các thông tin phải khớp khi tra bằng khóa do người dân khai" "attributes that must agree when a typed key is looked up";
    Quality "mức chất lượng dữ liệu theo sáu tiêu chí" "quality of the data by six criteria";
    Correct "tiêu chí «đúng»: dữ liệu phản ánh đúng thực tế" "quality: the data are right";
    Sufficient "tiêu chí «đủ»: không thiếu bản ghi, không thiếu trường" "quality: nothing is missing";
    Clean "tiêu chí «sạch»: không trùng, không sai định dạng" "quality: no duplicates, no malformed values";
    Live "tiêu chí «sống»: được cập nhật thường xuyên" "quality: kept up to date";
    Unified "tiêu chí «thống nhất»: cùng mã, cùng nghĩa giữa các nguồn" "quality: the same codes and meanings everywhere";
    Shared "tiêu chí «dùng chung»: cơ quan khác khai thác được" "quality: other agencies can use it";
    Consent "việc khai thác có cần người dân đồng ý không" "whether reading needs the person's consent";
    Connection "nền tảng kết nối, chia sẻ dữ liệu" "the platform the source is connected through";
    Latency "thời gian trả lời một lần tra cứu" "how long one lookup takes";
    Login "đăng nhập định danh điện tử cho biết khóa của người yêu cầu" "logging in proves the applicant's key";
    Stores "kết quả điện tử được lưu và dùng lại" "digitised results that are kept and may be used again";
    Attests "các thông tin mà giấy tờ chứng minh" "the facts the paper attests";
    IssuedBy "cơ quan, tổ chức cấp giấy tờ" "who issues the paper";
    Valid "thời hạn có giá trị của giấy tờ" "how long the paper is valid";
    Code "mã thủ tục trên Cơ sở dữ liệu quốc gia về thủ tục hành chính" "the national code of the procedure";
    Field "lĩnh vực" "field of administration";
    Ministry "bộ quản lý ngành" "the ministry in charge";
    Authority "cơ quan thực hiện; cấp của thủ tục theo cơ quan này" "the agency that decides; the level follows from it";
    Subjects "đối tượng thực hiện thủ tục" "who may apply";
    Constraint "điều luôn đúng giữa các trường hợp của thủ tục" "what always holds of the cases of this procedure";
    OnlineFull "nộp và nhận kết quả hoàn toàn trực tuyến" "applied for and delivered entirely online";
    OnlinePartial "nộp trực tuyến, có bước phải đến trực tiếp" "applied for online, with some step in person";
    Counter "nộp trực tiếp tại bộ phận một cửa" "applied for in person";
    Post "nộp qua dịch vụ bưu chính" "applied for by post";
    Extension "được gia hạn thời hạn giải quyết, trong trường hợp nào" "how much longer it may take, and when";
    Dossier "những gì phải có trong hồ sơ" "what belongs in the application";
    Show "xuất trình để đối chiếu rồi trả lại" "is shown and handed back";
    Submit "nộp vào hồ sơ" "is handed in with the application";
    Surrender "nộp lại, không được trả" "is given up for good";
    FirstOf "giấy tờ sau chỉ dùng khi không có giấy tờ trước" "the next only where the person does not have the one before";
    OneOf "người nộp chọn một" "the applicant's choice of one";
    AllOf "phải có đủ" "all of them";
    AtLeast "phải có ít nhất bao nhiêu trong số này" "at least so many of them";
    ForEach "lặp lại cho từng vai" "repeated for each of the roles";
    If "chỉ khi điều kiện đúng" "only if the condition holds";
    Facts "các thông tin cơ quan cần biết, viết vai.thông_tin" "the facts the office needs, written role.attribute";
    Assurance "mức bảo đảm cần có của thông tin" "how well the facts must be evidenced";
    Lookup "khai thác từ nguồn dữ liệu thay cho giấy tờ, theo căn cứ nào" "read from a data source in place of a paper, on what basis";
    Note "ghi lại, không phân tích" "recorded, not analysed";
    Result "giấy tờ là kết quả của thủ tục" "the document the procedure ends in";
    Fee "lệ phí" "an official fee";
    Charge "phí dịch vụ" "a service charge";
    Volume "số hồ sơ mỗi năm" "applications a year";
    Draft "bản nháp, không tính vào tổng" "a draft, left out of totals";
    HourlyIncome "thu nhập một giờ, để quy thời gian thành tiền" "income of an hour, to turn time into money";
    Prevails "ưu tiên áp dụng so với văn bản khác" "prevails over other texts";
    SupplementTerm "hạn để cơ quan yêu cầu bổ sung khi không khai thác được" "how soon the agency must ask for the paper when data cannot be read";
    DisplacedBy "loại văn bản ban hành sau có thể thay quy tắc này" "later texts of these ranks displace the rule";
    Threshold "mức chất lượng dữ liệu tối thiểu" "the least quality the data must have";
    Accept "tiếp thu đề xuất cho các giấy tờ này" "the proposal for these papers is accepted";
    NotAccepted "không tiếp thu, kèm lý do" "not accepted, with the reason";
    Replace "thay giấy tờ bằng dữ liệu" "data take the place of the paper";
    Cut "bỏ hẳn giấy tờ hoặc bước" "the paper is no longer asked for, the step no longer done";
    Shorten "rút ngắn thời hạn của một bước, hoặc của cả thủ tục" "the time of a step, or of all, is shortened";
    MoveToForm "bỏ giấy tờ, hỏi thông tin trong tờ khai" "the paper goes; the form asks for its facts";
    Given "trường hợp của người nộp trong tình huống này" "the applicant's case in this scenario";
    ExpectDossier "hồ sơ phải nộp theo pháp luật trước cải cách" "what must be brought before the reform";
    ExpectReformed "hồ sơ phải nộp theo một phương án" "what must be brought under a reform";
    ExpectAfter "hồ sơ phải nộp sau cắt giảm" "what must be brought after the reform";
    ExpectHeld "giấy tờ này được thay bằng dữ liệu" "this paper is replaced by data";
    ExpectBlocked "nhà nước có dữ liệu nhưng còn vướng" "the state has the data, but something is in the way";
    ExpectRequired "giấy tờ này vẫn phải nộp" "this paper must still be brought";
    ExpectFee "lệ phí phải nộp" "the fee to be paid";
    Procedures "các thủ tục trong nhóm liên thông" "the procedures of the journey";
    Reduce "mức giảm phải đạt" "by how much to reduce";

    Basis "các điều khoản làm căn cứ" "the provisions it rests on";
    Amend "kiến nghị sửa đổi điều khoản nào, sửa thế nào" "which provision to amend, and how";

    IfLookupFails "giấy tờ dùng khi không khai thác được dữ liệu" "the paper to bring when data cannot be read";
    IfNotAvailable "giấy tờ dùng khi không có giấy tờ trước" "the paper to bring in place of the one before";

    AskWithin "hạn để cơ quan yêu cầu bổ sung" "how soon the agency must ask for what is missing";
    When "chỉ khi điều kiện đúng" "only when the condition holds";
    Unless "không áp dụng khi điều kiện đúng" "not when the condition holds";
    From "từ ngày" "from this day on";
    Until "đến hết ngày" "up to and including this day";
    Origin "con số hoặc thông tin lấy từ đâu" "where the figure or fact comes from";
    Estimate "ước tính, kèm cách tính" "an estimate, with its reasoning";
    Because "lý do" "the reason";
    Share "tỷ lệ" "the share";
    Purpose "mục đích của giấy tờ; chỉ giấy tờ để chứng_minh mới thay được bằng dữ liệu" "why the paper is asked for; only proof can be replaced by data";
    By "khóa tra cứu, hoặc nguồn dữ liệu" "the lookup keys, or the data source";
    Of "của ai: các vai theo thứ tự `về` của giấy tờ" "of whom: roles in the order of the document's `about`";
    With "nối vai này với các vai khác qua thông tin" "links this role to others through its attributes";
    Needs "các thông tin cần để xét yêu cầu" "the facts needed to judge";
    JudgedBy "ai đánh giá" "who judges it";
    DoneBy "ai thực hiện" "who does it";
    After "sau các bước này" "after these steps";
    Takes "thời hạn của bước" "how long the step may take";
    Silence "không trả lời thì coi là gì" "what no answer means";
    Remark "ghi chú thêm" "a remark";
    At "ở cấp nào" "at which level";
    OnDate "xét tại ngày" "on this day";
    OnProcedure "đối với thủ tục nào" "of which procedure";
    ForProcedure "cho thủ tục nào" "for which procedure";
    Deadline "thời hạn giải quyết" "the time limit of the procedure";
    Cutoff "nhận sau giờ này thì tính sang ngày làm việc tiếp theo" "what comes later counts from the next working day";
    Visits "số lần phải đến cơ quan" "trips to the office";
    AtMost "nhiều nhất bao nhiêu lần" "at most so often";
    InPlaceOf "những giấy tờ mà lần khai thác này thay được" "the papers this lookup stands for";
    Alias "tên riêng của thành phần này trong hồ sơ" "the component's own name in the dossier";
    Each "tính cho mỗi" "for each";
    PerYear "của năm nào" "of which year";
    To "còn lại bao nhiêu" "down to";
    Per "căn cứ pháp lý: văn bản, điều, khoản, điểm" "the legal basis: text, article, clause, point";

    Optional "có thể không có" "there may be none";
    Repeated "có thể có nhiều" "there may be several";
    Sensitive "dữ liệu cá nhân nhạy cảm" "sensitive personal data";
    Presumed "suy đoán, chưa tìm thấy quyết định công bố" "presumed; the owner's decision was not found";
    Certified "phải chứng thực" "must be certified";
    Legalised "phải hợp pháp hóa lãnh sự" "must be legalised by a consulate";
    Translated "phải kèm bản dịch" "with a translation";
    Electronic "bản điện tử" "in electronic form";
    Protected "bước không được lược bỏ khi đơn giản hóa" "a step that simplification must keep";

    DoSubmit "nộp hồ sơ" "files the application";
    DoReceive "tiếp nhận hồ sơ" "takes the application in";
    DoCheck "kiểm tra các yêu cầu" "checks criteria";
    DoInspect "kiểm tra tại chỗ" "inspects on the spot";
    DoAskMore "yêu cầu bổ sung hồ sơ" "asks the applicant for more";
    DoLookup "khai thác nguồn dữ liệu" "reads a data source";
    DoConsult "lấy ý kiến cơ quan khác" "asks another agency for its opinion";
    DoApprove "ký, phê duyệt" "signs, approves";
    DoRecord "ghi vào cơ sở dữ liệu" "writes into a data source";
    DoNotify "thông báo" "tells somebody";
    DoConfirm "người yêu cầu xác nhận bản dự thảo" "the applicant confirms the draft";
    DoPay "nộp tiền" "pays";
    DoPostUp "niêm yết công khai" "puts up a public notice";
    DoDeliver "trả kết quả" "delivers the result";
    DoRefuse "từ chối" "refuses";

    Art "điều" "article";
    ClauseNo "khoản" "clause";
    Point "điểm" "point";
    Annex "phụ lục" "annex";
    Part "mục" "part";
    FormNo "mẫu số" "form number";
    Row "số thứ tự trong bảng" "row of a table";

    WorkingHours "giờ làm việc; 8 giờ là một ngày" "working hours; 8 of them are a day";
    WorkingDays "ngày làm việc, không tính ngày nghỉ" "working days";
    Seconds "giây" "seconds";
    Minutes "phút" "minutes";
    Hours "giờ" "hours";
    Days "ngày theo lịch" "calendar days";
    Months "tháng" "months";
    Years "năm" "years";
    Dong "đồng Việt Nam" "Vietnamese dong";
    Percent "phần trăm" "per cent";
    SquareMetres "mét vuông" "square metres";
    Originals "bản chính" "original";
    CertifiedCopies "bản sao chứng thực" "certified copy";
    Copies "bản sao" "copy";
    Times "lần" "times";

    Not "không" "not";
    And "và" "and";
    Or "hoặc" "or";
    In "là một trong" "is one of";

    Unknown "chưa rõ; không phải bằng không" "not known; not the same as zero";
    Nothing "không có" "there is none";
    NotApplicable "không áp dụng" "does not apply";
    Yes "đúng" "true";
    No "không đúng" "false";
    All "tất cả" "all of them";
    AnyThing "bất kỳ" "any";
    NotIn "không là một trong các giá trị" "is none of the values";
    IfSo "điều kiện đứng trước giá trị" "the condition before a value";
    Then "điều áp dụng khi điều kiện đúng" "what holds if the condition does";
    Else "điều áp dụng khi điều kiện không đúng" "what holds if the condition does not";
    Some "đúng với ít nhất một trong các vai hoặc trường hợp được liệt kê" "so for one at least of the roles or cases listed";
    Every "đúng với tất cả các vai hoặc trường hợp được liệt kê" "so for all of the roles or cases listed";
    AtLeastSome "ít nhất bấy nhiêu điều kiện đúng" "at least so many of the conditions hold";
    OfThese "các điều kiện được đếm" "the conditions that are counted";
    TypeText "kiểu chữ" "a text";
    TypeNumber "kiểu số" "a number";
    TypeDate "kiểu ngày" "a date";
    TypeMoney "kiểu tiền" "an amount of money";
    TypeBool "có hoặc không" "yes or no";
    Commune "cấp xã" "commune level";
    Province "cấp tỉnh" "province level";
    Central "cấp trung ương" "central level";
    SameDay "giải quyết trong ngày" "on the day of application";
    TheApplicant "người yêu cầu thực hiện thủ tục" "the person who applies";
    ViaOnline "nộp trực tuyến" "applied for online";
    ViaCounter "nộp trực tiếp" "applied for in person";
    ViaPost "nộp qua bưu chính" "applied for by post";
    Constitution "Hiến pháp" "the constitution";
    Statute "luật của Quốc hội" "a law of the National Assembly";
    Ordinance "pháp lệnh của Ủy ban Thường vụ Quốc hội" "an ordinance";
    ResolutionNa "nghị quyết của Quốc hội" "a resolution of the National Assembly";
    ResolutionGov "nghị quyết của Chính phủ" "a resolution of the Government";
    Decree "nghị định của Chính phủ" "a decree of the Government";
    DecisionPm "quyết định của Thủ tướng Chính phủ" "a decision of the Prime Minister";
    Circular "thông tư của bộ" "a ministry's circular";
    Decision "quyết định" "a decision";
    AnyText "mọi văn bản" "any legal text";
    OriginalSeen "đã đối chiếu với bản gốc" "compared with the original";
    Secondary "theo nguồn thứ cấp, chưa đối chiếu bản gốc" "from a secondary source, not compared with the original";
    Inferred "suy luận; nêu ra nhưng không tính" "our reading; shown, never counted";
    Explicit "văn bản nêu đích danh thủ tục và giấy tờ này" "the text names this procedure and this paper";
    General "theo quy tắc chung cho mọi thủ tục" "by a rule over all procedures";
    High "độ tin cậy cao" "high confidence";
    Medium "độ tin cậy trung bình" "medium confidence";
    Low "độ tin cậy thấp" "low confidence";
    NotRequired "không cần đồng ý" "consent is not required";
    Required "bắt buộc" "required";
    ForProof "để chứng minh thông tin; có thể thay bằng dữ liệu" "as proof; data can replace it";
    ForOriginal "lấy hoặc đóng dấu lên chính bản giấy" "the paper itself is taken or stamped";
    ForAuthority "để chứng minh quyền đại diện" "as proof of representation";
    ForConsent "để thể hiện sự đồng ý" "to give consent";
    ForLegalForm "luật đòi chính loại giấy này" "the law wants this very paper";
    Declared "khai là đủ" "a declaration is enough";
    Documented "có giấy tờ chứng minh" "shown by a document";
    Authoritative "được nguồn có thẩm quyền xác thực" "confirmed by an authoritative source";
    Citizen "người dân" "citizens";
    Business "doanh nghiệp" "businesses";
    Administration "cơ quan hành chính" "the administration";
    Approval "coi là đồng ý" "no answer means agreement";
    Confirmation "coi là đã xác nhận dự thảo" "no answer confirms the draft";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keyword_is_explained_in_both_languages() {
        let missing: Vec<Keyword> = tthc_syntax::keyword::KEYWORDS
            .iter()
            .copied()
            .filter(|keyword| both(*keyword).is_none())
            .collect();
        assert!(missing.is_empty(), "no explanation: {missing:?}");
        for keyword in tthc_syntax::keyword::KEYWORDS {
            for locale in [Locale::Vietnamese, Locale::English] {
                let text = explanation(*keyword, locale).unwrap_or_default();
                assert!(!text.is_empty() && !text.ends_with('.'), "{keyword:?}: {text:?}");
            }
        }
    }
}
