//! What can be moved: each lever by itself, and the levers of an item that bring something only together.

use super::curve::Curve;
use super::probe::{Probe, Settings};
use crate::number::Number;
use crate::rulebook::{Item, Rulebook, Subject};

/// The levers of a village, by the items that read them.
pub(super) struct Moves<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) probe: &'a Probe,
}

impl<'a> Moves<'a> {
    /// What each lever brings, and what those of one item bring only together.
    pub(super) fn curves(&self, base: Number) -> Vec<Curve<'a>> {
        let levers = 0..self.probe.levers.len();
        let alone: Vec<Curve<'a>> =
            levers.filter_map(|lever| Curve::of_lever(self.probe, base, lever)).collect();
        let items = self.rulebook.items_of(Subject::Village);
        let together: Vec<Curve<'a>> = items.filter_map(|item| self.together(item, base, &alone)).collect();
        alone.into_iter().chain(together).collect()
    }

    /// The levers of an item that bring more together than each by itself, such as under an all-or-nothing rule: the
    /// fewest that bring the most.
    fn together(&self, item: &Item, base: Number, alone: &[Curve<'_>]) -> Option<Curve<'a>> {
        let own: Vec<usize> = self.levers_of(item);
        if own.len() < 2 {
            return None;
        }
        let mut settings: Settings = own.iter().filter_map(|lever| self.at_best(*lever, alone)).collect();
        let brings = |settings: &Settings| self.probe.score(settings)?.minus(base).ok();
        let most = brings(&settings)?;
        let each = alone.iter().filter(|curve| curve.move_of.levers().iter().all(|one| own.contains(one)));
        if most <= Number::sum(each.map(|curve| curve.best)).ok()? {
            return None;
        }
        self.draw_all_in(&mut settings, &|settings| brings(settings) == Some(most));
        Curve::together(self.probe, base, settings)
    }

    /// Leaves levers where they are that need not move, and takes the others back as far as they still do.
    pub(super) fn draw_all_in(&self, settings: &mut Settings, does: &dyn Fn(&Settings) -> bool) {
        for lever in settings.clone().into_iter().map(|(lever, _)| lever) {
            let without: Settings = settings.iter().copied().filter(|(one, _)| *one != lever).collect();
            if does(&without) {
                *settings = without;
            }
        }
        for at in 0..settings.len() {
            self.draw_in(settings, at, does);
        }
    }

    /// Takes one of several levers back as far as they still bring what they do.
    fn draw_in(&self, settings: &mut Settings, at: usize, does: &dyn Fn(&Settings) -> bool) {
        let Some((number, figure)) = settings.get(at).copied() else { return };
        let Some(lever) = self.probe.levers.get(number) else { return };
        let (mut near, mut far) = (0, lever.steps_to(figure).unwrap_or_default());
        while far - near > 1 || near - far > 1 {
            let middle = near + (far - near) / 2;
            // What no sheet takes is as good as what does not do.
            let Some(figure) = lever.at(middle) else {
                near = middle;
                continue;
            };
            let mut tried = settings.clone();
            if let Some(one) = tried.get_mut(at) {
                one.1 = figure;
            }
            if does(&tried) {
                (*settings, far) = (tried, middle);
            } else {
                near = middle;
            }
        }
    }

    /// Where a lever brings the most; of one that brings nothing by itself, its target or its end.
    fn at_best(&self, lever: usize, alone: &[Curve<'_>]) -> Option<(usize, Number)> {
        if let Some(curve) = alone.iter().find(|curve| curve.move_of.levers() == [lever]) {
            return curve.settings(curve.reach())?.into_iter().next();
        }
        let lever_itself = self.probe.levers.get(lever)?;
        let marked = lever_itself.marked.iter().copied().filter(|figure| lever_itself.can_be(*figure));
        Some((lever, marked.max().unwrap_or(lever_itself.high)))
    }

    fn levers_of(&self, item: &Item) -> Vec<usize> {
        let reads = |name: &String| {
            item.rules().iter().map(|rule| &rule.uses).any(|uses| {
                uses.figures().any(|figure| figure == name)
                    || uses.duty.as_ref().is_some_and(|(duty, _)| duty == name)
                    || uses.mark.as_ref().is_some_and(|mark| mark.name == *name)
            })
        };
        let levers = (0..).zip(&self.probe.levers);
        levers.filter(|(_, lever)| reads(&lever.name)).map(|(number, _)| number).collect()
    }

    /// Where the levers bring the most together, as far as that is found by moving one after the other: all of them at
    /// their best, or, where they stand in each other's way, those that bring more beside the ones before.
    pub(super) fn best(&self, curves: &[Curve<'_>]) -> Settings {
        let all = curves.iter().fold(Settings::new(), |settings, curve| with(&settings, curve));
        let mut in_order: Vec<&Curve<'_>> = curves.iter().collect();
        in_order.sort_by_key(|curve| std::cmp::Reverse(curve.best));
        let mut chosen = (self.probe.score(&[]), Settings::new());
        for curve in in_order {
            let tried = with(&chosen.1, curve);
            let score = self.probe.score(&tried);
            if score > chosen.0 {
                chosen = (score, tried);
            }
        }
        if self.probe.score(&all) >= chosen.0 { all } else { chosen.1 }
    }
}

/// Settings with a curve at its best: what its levers were before gives way.
fn with(settings: &Settings, curve: &Curve<'_>) -> Settings {
    let added = curve.settings(curve.reach()).unwrap_or_default();
    let is_kept = |(lever, _): &&(usize, Number)| !added.iter().any(|(one, _)| one == lever);
    settings.iter().filter(is_kept).copied().chain(added.iter().copied()).collect()
}
