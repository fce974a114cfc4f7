//! "Did you mean …?": the nearest known word within a distance that makes sense.

/// The candidate nearest to `word`, if it is near enough to be a slip of the pen.
///
/// Diacritics count as half a slip: people type Vietnamese without them.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let limit = match length {
        0..=1 => return None,
        2..=3 => 0.5,
        4..=5 => 1.0,
        6..=9 => 2.0,
        _ => 3.0,
    };
    let plain = strip(word);
    candidates
        .filter(|candidate| *candidate != word)
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit as usize)
        .map(|candidate| (distance(word, &plain, candidate), candidate))
        .filter(|&(distance, _)| distance <= limit)
        .min_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal))
        .map(|(_, candidate)| candidate)
}

fn distance(word: &str, plain: &str, candidate: &str) -> f64 {
    let letters = strsim::osa_distance(plain, &strip(candidate)) as f64;
    let marks = strsim::osa_distance(word, candidate) as f64 - letters;
    letters + marks.max(0.0) / 2.0
}

/// The letters without their marks, in lower case: `Thủ` becomes `thu`, `đ` becomes `d`.
pub fn strip(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    word.nfd()
        .filter(|c| unicode_normalization::char::canonical_combining_class(*c) == 0)
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant_and_nothing_else() {
        let words = ["thành phần hồ sơ", "thời hạn giải quyết", "kết quả"];
        let nearest = |word| nearest(word, words.iter().copied());
        assert_eq!(nearest("thành phần hô sơ"), Some("thành phần hồ sơ"));
        assert_eq!(nearest("thanh phan ho so"), Some("thành phần hồ sơ"));
        assert_eq!(nearest("ket qua"), Some("kết quả"));
        assert_eq!(nearest("lệ phí"), None);
    }
}
