//! The report layer against an assessment put together by hand.

mod audit;
mod csv;
mod explain;
mod payments;
mod sample;
mod terminal;
mod xlsx;
