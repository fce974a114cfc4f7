//! The best sets of obstacles against trying every set.

use tthc_analysis::roadmap::choice::{Target, best, value};

/// A small generator of numbers that are the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    fn targets(&mut self, obstacles: u64) -> Vec<Target> {
        let count = 1 + self.below(9);
        (0..count).map(|_| self.target(obstacles)).collect()
    }

    fn target(&mut self, obstacles: u64) -> Target {
        let mut sets: Vec<Vec<usize>> = Vec::new();
        for _ in 0..1 + self.below(3) {
            let size = 1 + self.below(3);
            let mut set: Vec<usize> = (0..size).map(|_| self.below(obstacles) as usize).collect();
            set.sort_unstable();
            set.dedup();
            sets.push(set);
        }
        Target { sets, weight: 1 + self.below(20) }
    }
}

/// The most that any set of at most so many obstacles frees.
fn tried(targets: &[Target], obstacles: usize, size: usize) -> u64 {
    let sets = (0..1u32 << obstacles).filter(|set| set.count_ones() as usize <= size);
    let members = |set: u32| (0..obstacles).filter(move |at| set & 1 << at != 0).collect::<Vec<_>>();
    sets.map(|set| value(targets, &members(set))).max().unwrap_or_default()
}

#[test]
fn the_best_sets_are_those_of_trying_all() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let (mut greedy_lost, mut together) = (0, 0);
    for _ in 0..400 {
        let obstacles = 2 + random.below(7);
        let targets = random.targets(obstacles);
        for (at, choice) in best(&targets, 5, 10_000).iter().enumerate() {
            let optimum = tried(&targets, obstacles as usize, at + 1);
            assert_eq!(choice.value, optimum, "{} of {targets:?}", at + 1);
            assert!(choice.is_optimal(), "{choice:?} of {targets:?}");
            assert!(choice.obstacles.len() <= at + 1);
            assert_eq!(value(&targets, &choice.obstacles), choice.value);
            assert!(choice.greedy <= choice.value);
            greedy_lost += usize::from(choice.greedy < choice.value);
        }
        // What is worth nothing alone may be worth something together.
        together += usize::from(tried(&targets, obstacles as usize, 1) == 0);
    }
    assert!(greedy_lost > 20 && together > 5, "{greedy_lost} {together}: the sample has no hard problems");
}

#[test]
fn without_a_budget_the_bound_still_holds() {
    let mut random = Random(7);
    let mut open = 0;
    for _ in 0..200 {
        let obstacles = 3 + random.below(6);
        let targets = random.targets(obstacles);
        for (at, choice) in best(&targets, 4, 0).iter().enumerate() {
            let optimum = tried(&targets, obstacles as usize, at + 1);
            assert!(choice.value <= optimum && optimum <= choice.bound, "{choice:?} of {targets:?}");
            assert_eq!(value(&targets, &choice.obstacles), choice.value);
            open += usize::from(!choice.is_optimal());
        }
    }
    assert!(open > 20, "{open}: nothing was left open");
}

#[test]
fn two_that_only_help_together_beat_the_next_best_one() {
    let target =
        |sets: &[&[usize]], weight| Target { sets: sets.iter().map(|set| set.to_vec()).collect(), weight };
    let targets = [target(&[&[0]], 1), target(&[&[1, 2]], 5), target(&[&[3]], 1)];
    let choices = best(&targets, 3, 100);
    assert_eq!(choices[0].obstacles, [0]);
    assert_eq!((&choices[1].obstacles[..], choices[1].value, choices[1].greedy), (&[1, 2][..], 5, 2));
    assert_eq!((choices[2].value, choices[2].is_optimal()), (6, true));
}
