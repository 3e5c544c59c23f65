//! Labels beside each other's places without overlap, each as near to its own place as the others let it.
//!
//! Knows heights only.

/// Labels that touch and move together.
struct Cluster {
    /// The labels in it, in their order.
    count: i64,
    /// The sum of the heights at which each of them would like the first to stand.
    wanted: i64,
}

impl Cluster {
    fn top(&self, (first, last): (i64, i64), gap: i64) -> i64 {
        let room = last.saturating_sub(gap.saturating_mul(self.count - 1));
        self.wanted.checked_div(self.count).unwrap_or(first).min(room).max(first)
    }
}

/// The heights of labels that would like to stand at `wanted`, in its order, `gap` apart, within `room` if there is
/// as much.
pub(super) fn spread(wanted: &[i64], gap: i64, room: (i64, i64)) -> Vec<i64> {
    let mut order: Vec<(usize, i64)> = wanted.iter().copied().enumerate().collect();
    order.sort_by_key(|(index, height)| (*height, *index));
    let mut clusters: Vec<Cluster> = Vec::new();
    for (_, height) in &order {
        let mut next = Cluster { count: 1, wanted: *height };
        while let Some(last) = clusters.pop_if(|last| {
            last.top(room, gap).saturating_add(last.count.saturating_mul(gap)) > next.top(room, gap)
        }) {
            let shift = last.count.saturating_mul(gap).saturating_mul(next.count);
            next = Cluster {
                count: last.count + next.count,
                wanted: last.wanted.saturating_add(next.wanted.saturating_sub(shift)),
            };
        }
        clusters.push(next);
    }
    let heights = clusters.iter().flat_map(|cluster| {
        let top = cluster.top(room, gap);
        (0..cluster.count).map(move |place| top.saturating_add(place.saturating_mul(gap)))
    });
    let mut placed: Vec<(usize, i64)> = order.iter().map(|(index, _)| *index).zip(heights).collect();
    placed.sort_unstable();
    placed.into_iter().map(|(_, height)| height).collect()
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::spread;

    #[test]
    fn labels_stay_where_nothing_is_in_their_way() {
        assert_eq!(spread(&[200, 10, 100], 20, (0, 300)), [200, 10, 100]);
        assert_eq!(spread(&[100, 100, 100], 20, (0, 300)), [80, 100, 120]);
        assert_eq!(spread(&[300, 300], 20, (0, 300)), [280, 300]);
        assert_eq!(spread(&[], 20, (0, 300)), Vec::<i64>::new());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn labels_never_overlap(wanted in vec(0_i64..=600, 0..=30)) {
            let placed = spread(&wanted, 20, (0, 600));
            prop_assert_eq!(placed.len(), wanted.len());
            let mut heights = placed.clone();
            heights.sort_unstable();
            prop_assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= 20));
            prop_assert!(heights.iter().all(|height| (0..=600).contains(height)));
            for one in 0..wanted.len() {
                for other in 0..wanted.len() {
                    prop_assert!(wanted[one] >= wanted[other] || placed[one] < placed[other]);
                }
            }
        }
    }
}
