//! Any text through everything that reads it.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|text: &str| tthc_fuzz::whole(text));

// Of five changes four are made to words, one to bytes.
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let text = std::str::from_utf8(&data[..size]).ok().filter(|_| seed % 5 != 0);
    let Some(text) = text else { return fuzzer_mutate(data, size, max_size) };
    let changed = tthc_fuzz::mutate::mutate(text, seed);
    let mut end = changed.len().min(max_size);
    while !changed.is_char_boundary(end) {
        end -= 1;
    }
    data[..end].copy_from_slice(&changed.as_bytes()[..end]);
    end
});
