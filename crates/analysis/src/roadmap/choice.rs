//! Which few of many obstacles to remove: the most weight of targets freed by at most so many.
//!
//! A target is freed when all of one of its sets are gone, so two obstacles may free together what
//! neither frees alone: benefits are not submodular, and taking the best next one has no guarantee.
//! The search is branch and bound, exact within a budget of nodes; beyond it an upper bound is told.
//!
//! The bound: if obstacles C are gone and r more may go, each target t freed by them uses one of its
//! sets M, of which M∖C must go; charge w(t)/|M∖C| to each member. So what r obstacles free is at
//! most the sum of the r largest credits Σ over t of max over M∋b of w(t)/|M∖C|.

/// Something that is freed when all of one of its sets are gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Obstacles by number, each set sorted; no set holds another.
    pub sets: Vec<Vec<usize>>,
    pub weight: u64,
}

/// The best set of at most so many obstacles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Sorted. Fewer than allowed where more would free nothing more.
    pub obstacles: Vec<usize>,
    pub value: u64,
    /// No set of this size frees more than this. Equal to the value: proved optimal.
    pub bound: u64,
    /// What taking the best next one, again and again, frees.
    pub greedy: u64,
}

impl Choice {
    pub fn is_optimal(&self) -> bool {
        self.value == self.bound
    }
}

/// For each size from one up to `at_most`. The budget is of search nodes, for each part of the problem
/// that hangs together and each size; whatever the machine, the same budget gives the same answer.
pub fn best(targets: &[Target], at_most: usize, budget: usize) -> Vec<Choice> {
    // By size, for what has been joined so far.
    let mut joined = vec![Part::default(); at_most + 1];
    for component in components(targets) {
        let mut own = vec![Part::default()];
        for size in 1..=at_most {
            let before = own[size - 1].clone();
            own.push(Search::new(&component, budget).run(size, before));
        }
        let combine = |size: usize| {
            let mut best = Part::default();
            for share in 0..=size {
                let (theirs, ours) = (&joined[size - share], &own[share]);
                best.bound = best.bound.max(theirs.bound + ours.bound);
                if theirs.value + ours.value > best.value {
                    best.value = theirs.value + ours.value;
                    best.obstacles = [&theirs.obstacles[..], &ours.obstacles[..]].concat();
                }
            }
            best
        };
        joined = (0..=at_most).map(combine).collect();
    }
    let greedy = greedy(targets, at_most);
    let choices = joined.into_iter().zip(greedy).skip(1).map(|(part, greedy)| {
        let mut obstacles = part.obstacles;
        obstacles.sort_unstable();
        Choice { obstacles, value: part.value, bound: part.bound, greedy }
    });
    choices.collect()
}

/// The weight of the targets that a set of obstacles frees.
pub fn value(targets: &[Target], gone: &[usize]) -> u64 {
    let freed = |target: &&Target| target.sets.iter().any(|set| set.iter().all(|one| gone.contains(one)));
    targets.iter().filter(freed).map(|target| target.weight).sum()
}

/// By number of steps, from none. Of equal next ones that with the largest credit is taken, then the first.
fn greedy(targets: &[Target], steps: usize) -> Vec<u64> {
    let mut gone: Vec<usize> = Vec::new();
    let mut values = vec![value(targets, &gone)];
    for left in (1..=steps).rev() {
        let credits = credits(targets, &gone, &[], left);
        let with = |one: usize| value(targets, &[&gone[..], &[one]].concat());
        let next = credits.iter().max_by_key(|(one, credit)| (with(*one), *credit, std::cmp::Reverse(*one)));
        gone.extend(next.map(|(one, _)| *one));
        values.push(value(targets, &gone));
    }
    values
}

/// Targets that share no obstacle with those of another part.
fn components(targets: &[Target]) -> Vec<Vec<Target>> {
    let mut parts: Vec<(Vec<usize>, Vec<Target>)> = Vec::new();
    for target in targets.iter().filter(|target| target.weight > 0 && !target.sets.is_empty()) {
        let mut own: Vec<usize> = target.sets.iter().flatten().copied().collect();
        own.sort_unstable();
        own.dedup();
        let mut members = vec![target.clone()];
        let (touched, apart): (Vec<_>, Vec<_>) = std::mem::take(&mut parts)
            .into_iter()
            .partition(|(known, _)| known.iter().any(|one| own.binary_search(one).is_ok()));
        parts = apart;
        for (known, more) in touched {
            own.extend(known);
            members.splice(0..0, more);
        }
        own.sort_unstable();
        own.dedup();
        parts.push((own, members));
    }
    parts.into_iter().map(|(_, members)| members).collect()
}

/// What some obstacles of one part free.
#[derive(Debug, Clone, Default)]
struct Part {
    obstacles: Vec<usize>,
    value: u64,
    bound: u64,
}

struct Search<'t> {
    targets: &'t [Target],
    nodes: usize,
    best: Part,
    /// The largest bound of what was left unsearched.
    unsearched: u64,
}

impl<'t> Search<'t> {
    fn new(targets: &'t [Target], budget: usize) -> Search<'t> {
        Search { targets, nodes: budget, best: Part::default(), unsearched: 0 }
    }

    fn run(mut self, size: usize, before: Part) -> Part {
        // One more never frees less.
        self.best = Part { bound: 0, ..before };
        self.visit(&mut Vec::new(), &mut Vec::new(), size);
        self.best.bound = self.best.value.max(self.unsearched);
        self.best
    }

    fn visit(&mut self, gone: &mut Vec<usize>, kept: &mut Vec<usize>, left: usize) {
        let value = value(self.targets, gone);
        if value > self.best.value {
            self.best.value = value;
            self.best.obstacles = gone.clone();
        }
        let mut credits = credits(self.targets, gone, kept, left);
        credits.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let Some((next, _)) = credits.first().copied() else { return };
        let most: u128 = credits.iter().take(left).map(|(_, credit)| credit).sum();
        let reachable = reachable(self.targets, gone, kept, left);
        let bound = value + reachable.min(u64::try_from(most / UNIT).unwrap_or(u64::MAX));
        if bound <= self.best.value {
            return;
        }
        if self.nodes == 0 {
            self.unsearched = self.unsearched.max(bound);
            return;
        }
        self.nodes -= 1;
        gone.push(next);
        self.visit(gone, kept, left - 1);
        gone.pop();
        kept.push(next);
        self.visit(gone, kept, left);
        kept.pop();
    }
}

/// Credits are counted in parts of this; rounded up, so that they stay an upper bound.
const UNIT: u128 = 720_720;

/// What each obstacle may add at most, of those that can matter when `left` more may go.
fn credits(targets: &[Target], gone: &[usize], kept: &[usize], left: usize) -> Vec<(usize, u128)> {
    let mut credits: Vec<(usize, u128)> = Vec::new();
    for target in targets {
        let open = open(target, gone, kept, left);
        if open.iter().any(Vec::is_empty) {
            continue;
        }
        let mut own: Vec<(usize, u128)> = Vec::new();
        for set in &open {
            let credit = (u128::from(target.weight) * UNIT).div_ceil(set.len() as u128);
            for one in set {
                match own.iter_mut().find(|(known, _)| known == one) {
                    Some((_, known)) => *known = credit.max(*known),
                    None => own.push((*one, credit)),
                }
            }
        }
        for (one, credit) in own {
            match credits.iter_mut().find(|(known, _)| *known == one) {
                Some((_, known)) => *known += credit,
                None => credits.push((one, credit)),
            }
        }
    }
    credits
}

/// The weight of the targets not freed yet that `left` more could free, each for itself.
fn reachable(targets: &[Target], gone: &[usize], kept: &[usize], left: usize) -> u64 {
    let can = |target: &&Target| {
        let open = open(target, gone, kept, left);
        !open.is_empty() && open.iter().all(|set| !set.is_empty())
    };
    targets.iter().filter(can).map(|target| target.weight).sum()
}

/// What is missing of the sets that `left` more can complete.
fn open(target: &Target, gone: &[usize], kept: &[usize], left: usize) -> Vec<Vec<usize>> {
    let missing = target.sets.iter().filter(|set| set.iter().all(|one| !kept.contains(one)));
    let missing =
        missing.map(|set| set.iter().copied().filter(|one| !gone.contains(one)).collect::<Vec<_>>());
    missing.filter(|set| set.len() <= left).collect()
}
