//! What can be wrong with a certificate, each kind with its code and its sentence in both languages.

use std::fmt;

use tthc_model::Locale;

macro_rules! violations {
    ($( $code:literal $id:ident { $($field:ident),* } { $vi:literal $en:literal } )*) => {
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Violation { $( $id { $($field: String),* } ),* }

        impl Violation {
            /// Stable, for scripts.
            pub fn code(&self) -> &'static str {
                match self { $( Violation::$id { .. } => $code ),* }
            }

            pub fn write(&self, locale: Locale, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self { $(
                    Violation::$id { $($field),* } => match locale {
                        Locale::Vietnamese => write!(f, $vi),
                        Locale::English => write!(f, $en),
                    }
                )* }
            }
        }

        /// Every code, in the order of the table.
        pub const CODES: &[&str] = &[ $( $code ),* ];
    };
}

violations! {
    // The certificate itself.
    "version" Version { found } {
        "chứng nhận thuộc phiên bản `{found}`, không đọc được"
        "the certificate is of version `{found}`, which is not understood"
    }
    "other_procedure" OtherProcedure { procedure } {
        "chứng nhận nói về thủ tục khác: `{procedure}`"
        "the certificate is about another procedure: `{procedure}`"
    }
    "bad_date" BadDate { found } {
        "`{found}` không phải ngày có thật"
        "`{found}` is no day of the calendar"
    }
    "unknown_reform" UnknownReform { reform } {
        "thủ tục này không có phương án nào tên `{reform}`"
        "this procedure has no reform `{reform}`"
    }

    // The dossier.
    "form_missing" FormMissing { form } {
        "tờ khai `{form}` không còn trong hồ sơ sau đơn giản hóa"
        "the form `{form}` is gone from the simplified dossier"
    }
    "place_missing" PlaceMissing { place } {
        "chứng nhận không nói gì về `{place}`"
        "the certificate says nothing about `{place}`"
    }
    "place_unknown" PlaceUnknown { place } {
        "hồ sơ không có phần `{place}` như chứng nhận ghi"
        "the dossier has no part `{place}` as the certificate has it"
    }
    "unknown_condition" UnknownCondition { place, condition } {
        "`{place}`: không có điều kiện nào là `{condition}` trong thủ tục"
        "`{place}`: the procedure has no condition `{condition}`"
    }
    "empty_block" EmptyBlock { place, cases } {
        "`{place}`: không có trường hợp nào thuộc nhóm «{cases}»"
        "`{place}`: no case belongs to the block “{cases}”"
    }
    "blocks_overlap" BlocksOverlap { place, cases } {
        "`{place}`: các nhóm trường hợp chồng lên nhau: {cases}"
        "`{place}`: blocks of cases overlap: {cases}"
    }
    "blocks_incomplete" BlocksIncomplete { place, cases } {
        "`{place}`: không nhóm nào có trường hợp: {cases}"
        "`{place}`: no block has the case: {cases}"
    }
    "block_divided" BlockDivided { place, cases } {
        "`{place}`: trong nhóm «{cases}» có trường hợp khác nhau về việc phải nộp hoặc cần chứng minh"
        "`{place}`: within the block “{cases}” cases differ in what is asked for or needed"
    }
    "wrong_state" WrongState { place, cases } {
        "`{place}`: chứng nhận ghi sai việc có phải nộp hay không trong nhóm «{cases}»"
        "`{place}`: the certificate is wrong about what is asked for in the block “{cases}”"
    }
    "need_missing" NeedMissing { component, fact } {
        "chứng nhận bỏ sót `{fact}`, mà `{component}` chứng minh"
        "the certificate leaves out `{fact}`, which `{component}` evidences"
    }
    "need_unknown" NeedUnknown { component, fact } {
        "`{component}` không chứng minh `{fact}`, hoặc không ai cần thông tin đó trong các trường hợp này"
        "`{component}` does not evidence `{fact}`, or nobody needs it in these cases"
    }
    "need_lost" NeedLost { fact, cases } {
        "`{fact}` trước đây được chứng minh, nay không còn gì chứng minh: {cases}"
        "`{fact}` was evidenced before, and nothing evidences it any more: {cases}"
    }
    "assurance_lower" AssuranceLower { fact, place } {
        "`{fact}` được chứng minh kém tin cậy hơn trước: {place}"
        "`{fact}` is evidenced less reliably than before: {place}"
    }
    "wrong_assurance" WrongAssurance { fact, component } {
        "chứng nhận ghi sai mức tin cậy của `{fact}` theo `{component}`"
        "the certificate is wrong about how reliably `{component}` evidences `{fact}`"
    }
    "wrong_evidence" WrongEvidence { fact, component } {
        "`{component}` không còn chứng minh `{fact}` theo cách chứng nhận ghi"
        "`{component}` does not evidence `{fact}` in the way the certificate has it"
    }
    "too_few_replaced" TooFewReplaced { place, cases } {
        "`{place}`: dữ liệu chưa thay được đủ số giấy tờ phải nộp: {cases}"
        "`{place}`: data do not stand for as many papers as are wanted: {cases}"
    }
    "replacement_unused" ReplacementUnused { component } {
        "`{component}` được ghi là thay bằng dữ liệu ở nơi không thay hoặc không phải nộp"
        "`{component}` is said to be replaced where it is not, or is not asked for"
    }
    "law_bound" LawBound { component } {
        "pháp luật cần chính `{component}`: không thay bằng dữ liệu được"
        "the law wants `{component}` itself: data cannot stand for it"
    }
    "unneeded_dropped" UnneededDropped { component } {
        "`{component}` không chứng minh điều gì cần biết; chỉ phương án cắt giảm mới bỏ được"
        "`{component}` evidences nothing that is needed; only a reform may cut it"
    }
    "cut_without_reform" CutWithoutReform { component } {
        "không phương án nào cắt giảm `{component}`"
        "no reform cuts `{component}`"
    }
    "kept_by_reform" KeptByReform { component } {
        "phương án giữ lại `{component}`"
        "the reform keeps `{component}`"
    }

    // Legal basis and fallback.
    "no_basis" NoBasis { component, source } {
        "không văn bản nào đã ghi cho phép `{source}` thay `{component}` trong các trường hợp này"
        "no text on record lets `{source}` stand for `{component}` in these cases"
    }
    "basis_not_in_force" BasisNotInForce { component, source } {
        "văn bản cho phép `{source}` thay `{component}` không có hiệu lực vào ngày này"
        "the text that lets `{source}` stand for `{component}` is not in force on the day"
    }
    "inferred_basis" InferredBasis { component, source } {
        "`{source}` thay `{component}` chỉ theo cách hiểu của người ghi, không phải căn cứ"
        "that `{source}` stands for `{component}` is only a reading, no basis"
    }
    "fallback_missing" FallbackMissing { component } {
        "không có cách yêu cầu `{component}` khi không đọc được dữ liệu"
        "nothing says that `{component}` is asked for where data cannot be read"
    }
    "fallback_term" FallbackTerm { component, channel } {
        "hạn yêu cầu bổ sung `{component}` ({channel}) không đúng như văn bản"
        "the term for asking for `{component}` ({channel}) is not that of the record"
    }

    // Lookups.
    "unknown_source" UnknownSource { source } {
        "không có nguồn dữ liệu nào tên `{source}`"
        "there is no data source `{source}`"
    }
    "unknown_role" UnknownRole { source, role } {
        "`{source}` không có dữ liệu về `{role}`"
        "`{source}` holds nothing about `{role}`"
    }
    "unknown_key" UnknownKey { source, role } {
        "`{source}` không tra cứu `{role}` bằng khóa này"
        "`{source}` is not asked about `{role}` by this key"
    }
    "key_unknown" KeyUnknown { source, fact } {
        "chưa biết `{fact}` khi tra cứu `{source}`"
        "`{fact}` is not known when `{source}` is asked"
    }
    "login_unsound" LoginUnsound { fact } {
        "`{fact}` không có được từ đăng nhập trong các trường hợp này"
        "`{fact}` is not had from the login in these cases"
    }
    "key_unchecked" KeyUnchecked { source, role } {
        "khóa tự khai về `{role}` không được `{source}` đối chiếu đủ"
        "the key typed for `{role}` is not checked with all that `{source}` wants"
    }
    "not_covered" NotCovered { source, role } {
        "`{source}` không phục vụ mọi `{role}` trong các trường hợp này"
        "`{source}` does not serve every `{role}` of these cases"
    }
    "not_held" NotHeld { source, fact } {
        "`{source}` không lưu giữ `{fact}`"
        "`{source}` does not hold `{fact}`"
    }
    "not_published" NotPublished { source, fact } {
        "`{source}` chưa công bố `{fact}` vào ngày này theo văn bản đã ghi"
        "`{source}` has not published `{fact}` by the day, on the texts cited"
    }
    "presumption_hidden" PresumptionHidden { source, fact } {
        "công bố `{fact}` của `{source}` chỉ là suy đoán nhưng chứng nhận không ghi như vậy"
        "that `{source}` publishes `{fact}` is only presumed, and the certificate does not mark it so"
    }
    "no_reading_basis" NoReadingBasis { source } {
        "không văn bản nào có hiệu lực cho cơ quan giải quyết khai thác `{source}` như chứng nhận ghi"
        "no text in force lets the authority read `{source}` as the certificate has it"
    }
    "no_connection" NoConnection { source } {
        "chưa có kết nối tới `{source}`"
        "there is no connection to `{source}`"
    }
    "quality_too_low" QualityTooLow { source } {
        "chất lượng dữ liệu của `{source}` chưa đạt mức quy định"
        "the quality of `{source}` is below the threshold"
    }
    "consent_missing" ConsentMissing { source } {
        "tra cứu `{source}` cần sự đồng ý của người yêu cầu"
        "asking `{source}` needs the person's consent"
    }
    "without_purpose" WithoutPurpose { source, fact } {
        "`{fact}` được đọc từ `{source}` mà không dùng vào việc gì"
        "`{fact}` is read from `{source}` for no purpose"
    }

    // Data flows.
    "flow_missing" FlowMissing { source, role } {
        "luồng dữ liệu `{source}` về `{role}` không được kê đủ: cơ quan, thông tin hoặc căn cứ"
        "the data flow from `{source}` about `{role}` is not listed with its authorities, facts and basis"
    }
    "flow_unused" FlowUnused { source, role } {
        "luồng dữ liệu `{source}` về `{role}` được kê nhưng không dùng"
        "the data flow from `{source}` about `{role}` is listed and not used"
    }

    // The process.
    "deadlock" Deadlock { process } {
        "quy trình {process} có chỗ dừng lại giữa chừng"
        "the process {process} can come to a stop before its end"
    }
    "improper_completion" ImproperCompletion { process } {
        "quy trình {process} có thể kết thúc khi còn việc đang làm"
        "the process {process} can end while work is still going on"
    }
    "branch_cases" BranchCases { process } {
        "quy trình {process}: có trường hợp không thuộc nhánh nào, hoặc thuộc nhiều nhánh, của một câu hỏi"
        "the process {process}: some case takes no branch of a question, or several"
    }
    "dead_task" DeadTask { process, task } {
        "việc `{task}` của quy trình {process} không bao giờ được làm"
        "task `{task}` of the process {process} is never done"
    }
    "duplicate_task" DuplicateTask { process, task } {
        "hai việc của quy trình {process} cùng tên `{task}`"
        "two tasks of the process {process} are called `{task}`"
    }
    "unknown_step" UnknownStep { step } {
        "thủ tục không có bước `{step}`"
        "the procedure has no step `{step}`"
    }
    "step_missing" StepMissing { process, step } {
        "bước `{step}` không có trong quy trình {process}"
        "step `{step}` is not in the process {process}"
    }
    "order_changed" OrderChanged { first, second } {
        "bước `{first}` không còn đứng trước bước `{second}`"
        "step `{first}` no longer stands before step `{second}`"
    }
    "protected_missing" ProtectedMissing { step } {
        "bước được bảo vệ `{step}` không được giữ nguyên"
        "the protected step `{step}` is not kept as it is"
    }
    "protected_optional" ProtectedOptional { step } {
        "bước được bảo vệ `{step}` nay có thể bị bỏ qua"
        "the protected step `{step}` can now be passed over"
    }
    "form_not_in_process" FormNotInProcess { form } {
        "quy trình không có việc điền tờ khai `{form}`"
        "nobody fills in the form `{form}` in the process"
    }
    "paper_not_in_process" PaperNotInProcess { place } {
        "quy trình không có việc nộp `{place}`, vốn vẫn phải nộp"
        "nobody brings `{place}` in the process, although it is still asked for"
    }
    "paper_asked_again" PaperAskedAgain { place } {
        "quy trình vẫn đòi `{place}`, vốn không còn phải nộp"
        "the process still asks for `{place}`, which need not be brought"
    }
    "lookup_not_in_process" LookupNotInProcess { source, role } {
        "quy trình không tra cứu `{source}` về `{role}`"
        "the process does not ask `{source}` about `{role}`"
    }
    "lookup_needless" LookupNeedless { source, role, cases } {
        "quy trình tra cứu `{source}` về `{role}` cả khi không cần: {cases}"
        "the process asks `{source}` about `{role}` where nobody needs it: {cases}"
    }
    "lookup_too_early" LookupTooEarly { source, role } {
        "quy trình tra cứu `{source}` về `{role}` khi chưa biết khóa"
        "the process asks `{source}` about `{role}` before the key is known"
    }
    "consent_not_in_process" ConsentNotInProcess { source, role } {
        "quy trình không hỏi sự đồng ý trước khi tra cứu `{source}` về `{role}`"
        "the process does not ask for consent before it asks `{source}` about `{role}`"
    }
    "fallback_not_in_process" FallbackNotInProcess { component } {
        "quy trình không yêu cầu `{component}` sau khi tra cứu không được"
        "the process does not ask for `{component}` after the lookup failed"
    }
    "confirmation_not_in_process" ConfirmationNotInProcess { component } {
        "quy trình không để người dân xác nhận dữ liệu thay `{component}` trước khi dùng"
        "nobody confirms the data in place of `{component}` before they are used"
    }
}

impl Violation {
    pub fn text(&self, locale: Locale) -> String {
        struct In<'a>(&'a Violation, Locale);
        impl fmt::Display for In<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.write(self.1, f)
            }
        }
        In(self, locale).to_string()
    }
}
