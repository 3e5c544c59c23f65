//! Why a result is what it is: what took points off, what separates two scores, what a place, a prize and a payment
//! rest on. Computes over a finished assessment and changes nothing in it; no words.

mod difference;
mod loss;
mod money;
mod place;
mod prize;
mod veto;
mod whole;
mod withheld;

pub use difference::{Change, Difference, Row, difference};
pub use loss::{Cause, Loss, Losses, losses, losses_of_item};
pub use money::{Money, MoneyPosting, Product, Unpaid, is_by_rate, money, unpaid};
pub use place::{Neighbours, Place, places};
pub use prize::{Gain, Moved, Prized, WhyNot, Won, is_passed_over_tied, is_tied, prizes};
pub use veto::{Vetoed, vetoed};
pub use whole::Whole;
pub use withheld::{BelowZero, Reached};
