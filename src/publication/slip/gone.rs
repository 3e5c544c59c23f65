//! Slips of those whose village is gone by the end of the period: no score, and what money came of them all the same.

use super::{closing, held_back, money, title};
use crate::engine::assessment::{Account, AccountKind};
use crate::publication::awards;
use crate::publication::cite;
use crate::publication::material::Material;
use crate::report::paper::{Block, Text};
use crate::rulebook::Field;

/// Of those who have no score, since their village is gone by the end of the period, and money or a prize of an earlier one
/// all the same.
pub(super) fn slips<'a>(
    material: &'a Material<'_>,
    kind: AccountKind,
) -> impl Iterator<Item = Vec<Block>> + 'a {
    let assessment = material.assessment;
    let is_scored = |who: &Account| match who {
        Account::Village(name) => assessment.villages.iter().any(|village| village.name == *name),
        Account::Cadre(person) => assessment.cadres.iter().any(|cadre| cadre.person == *person),
        Account::Household { .. } => true,
    };
    let mut told: Vec<&Account> = Vec::new();
    let money = assessment.money.iter().enumerate();
    let money = money.map(|(index, entry)| (format!("/money/{index}"), &entry.account));
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
fn gone_slip(material: &Material<'_>, named: &str, account: &Account) -> Vec<Block> {
    let village = cite::words(format!("{named}/village"), account.village());
    let standing = Text::from("考核对象：").and(village).and(match account {
        Account::Village(_) => Text::default(),
        _ => Text::from("　").and(cite::words(format!("{named}/name"), account.name())),
    });
    let post = match account {
        Account::Cadre(person) => material.speech.last_post(person),
        _ => None,
    };
    let standing = standing.and(post.map_or_else(String::new, |post| format!("（{post}）")));
    let whose = match account {
        Account::Village(_) => Text::default(),
        _ => cite::words(format!("{named}/name"), account.name()),
    };
    let whose = cite::words(format!("{named}/village"), account.village()).and(whose);
    let gone =
        format!("该{}{}末已不在考核之列，没有得分，不排名次。", material.speech.unit(), material.period());
    let mut blocks = vec![title(material), Block::Line(standing), Block::Line(gone.into())];
    blocks.extend(money(material, account));
    blocks.extend(awards::prizes(material, account));
    blocks.extend(held_back(material, account));
    blocks.extend(closing(material, whose, account.kind()));
    blocks
}
