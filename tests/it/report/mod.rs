//! The report layer against an assessment put together by hand.

mod audit;
mod csv;
mod docx;
mod explain;
mod html;
mod payments;
mod sample;
mod terminal;
mod xlsx;
