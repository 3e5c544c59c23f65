//! Many townships in one run: finding their workspaces, working them out side by side and handing them on in order, what
//! each came to, and what they come to together.
//!
//! What has been handed on is forgotten: nothing here grows with the number of townships but a few bytes each, by which
//! copies are known, and the joint ranking, which is kept only where it is asked for. Writes nothing, and knows no format.

mod aside;
mod contents;
mod discovery;
mod joint;
mod totals;
mod township;
mod workers;

pub use aside::{Aside, Asides, PassedOver};
pub use discovery::{BATCHES, Found, Townships};
pub use joint::{Joint, JointPlace, JointRow};
pub use totals::{Sums, Totals};
pub use township::{Completeness, Figures, Held, Holder, Money, Problem, RulebookName, Township};
pub use workers::in_order;
