//! Slips of those whose village is gone by the end of the period: no score, and what money came of them all the same.

use super::{closing, held_back, money, title};
use crate::engine::assessment::{Party, PartyKind};
use crate::publication::awards;
use crate::publication::cite;
use crate::publication::material::Material;
use crate::report::paper::{Block, Text};
use crate::rulebook::Field;

/// Of those who have no score, since their village is gone by the end of the period, and money or a prize of an earlier one
/// all the same.
pub(super) fn slips<'a>(
    material: &'a Material<'_>,
    kind: PartyKind,
) -> impl Iterator<Item = Vec<Block>> + 'a {
    let assessment = material.assessment;
    let is_scored = |who: &Party| match who {
        Party::Village(name) => assessment.villages.iter().any(|village| village.name == *name),
        Party::Cadre(person) => assessment.cadres.iter().any(|cadre| cadre.person == *person),
        Party::Household { .. } => true,
    };
    let mut told: Vec<&Party> = Vec::new();
    let money = assessment.money.iter().enumerate();
    let money = money.map(|(index, entry)| (format!("/money/{index}"), &entry.party));
    let has_prizes = material.speech.audience().sees(Field::Prizes);
    let prizes = assessment.prizes.iter().enumerate().filter(move |_| has_prizes);
    let prizes = prizes.map(|(index, prize)| (format!("/prizes/{index}/who"), &prize.who));
    let gone = money.chain(prizes).filter(move |(_, account)| {
        let is_new = account.kind() == kind && !is_scored(account) && !told.contains(account);
        if is_new {
            told.push(account);
        }
        is_new
    });
    gone.map(|(named, account)| gone_slip(material, &named, account))
}

/// `named` is where the result names the account.
fn gone_slip(material: &Material<'_>, named: &str, party: &Party) -> Vec<Block> {
    let village = cite::words(format!("{named}/village"), party.village());
    let standing = Text::from("考核对象：").and(village).and(match party {
        Party::Village(_) => Text::default(),
        _ => Text::from("　").and(cite::words(format!("{named}/name"), party.name())),
    });
    let post = match party {
        Party::Cadre(person) => material.speech.last_post(person),
        _ => None,
    };
    let standing = standing.and(post.map_or_else(String::new, |post| format!("（{post}）")));
    let whose = match party {
        Party::Village(_) => Text::default(),
        _ => cite::words(format!("{named}/name"), party.name()),
    };
    let whose = cite::words(format!("{named}/village"), party.village()).and(whose);
    let gone =
        format!("该{}{}末已不在考核之列，没有得分，不排名次。", material.speech.unit(), material.period());
    let mut blocks = vec![title(material), Block::Line(standing), Block::Line(gone.into())];
    blocks.extend(money(material, party));
    blocks.extend(awards::prizes(material, party));
    blocks.extend(held_back(material, party));
    blocks.extend(closing(material, whose, party.kind()));
    blocks
}
