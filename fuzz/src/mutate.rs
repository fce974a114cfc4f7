//! Changes a text as people do: words and lines, not bytes. Most of what comes out is still nearly a
//! text of the language, so that the fuzzer gets behind the parser.

use tthc_syntax::format;
use tthc_syntax::keyword::KEYWORDS;

const PIECES: [&str; 20] = [
    "{",
    "}",
    "(",
    ")",
    "\"A\"",
    ",",
    ";",
    "\n",
    " // a\n",
    "/* a */",
    "==",
    "|",
    "=",
    ":",
    "-",
    "5",
    "2..3",
    "2026-01-01",
    "a.b",
    "xã",
];

/// The text with one to four changes that the seed chooses.
pub fn mutate(text: &str, seed: u32) -> String {
    let mut random = Random(u64::from(seed));
    let mut text = text.to_owned();
    for _ in 0..=random.below(4) {
        let parse = tthc_syntax::parse(text.as_str());
        let all = parse.tree.text();
        let pieces: Vec<&str> =
            format::tokens(&parse.tree).iter().map(|token| &all[token.span.range()]).collect();
        text = change(pieces, &mut random).concat();
    }
    text
}

fn change<'t>(mut pieces: Vec<&'t str>, random: &mut Random) -> Vec<&'t str> {
    let count = pieces.len();
    let at = random.below(count);
    let to = (at + 1 + random.below(8)).min(count);
    match random.below(7) {
        0 => drop(pieces.drain(at.min(count)..to)),
        1 => {
            let run = pieces[at.min(count)..to].to_vec();
            let place = random.below(count + 1).min(count);
            pieces.splice(place..place, run);
        }
        2 if count > 1 => pieces.swap(at, random.below(count)),
        3 => {
            let place = random.below(count + 1).min(count);
            pieces.splice(place..place, [" ", PIECES[random.below(PIECES.len())], " "]);
        }
        // One piece in place of another of the same text: often a name for a name.
        4 if count > 1 => pieces[at] = pieces[random.below(count)],
        _ => {
            let keyword = KEYWORDS[random.below(KEYWORDS.len())];
            let phrase = if random.below(2) == 0 { keyword.vietnamese() } else { keyword.english() };
            let place = random.below(count + 1).min(count);
            let replaced = if random.below(2) == 0 { (place + 1).min(count) } else { place };
            pieces.splice(place..replaced, [" ", phrase, " "]);
        }
    }
    pieces
}

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }
}
