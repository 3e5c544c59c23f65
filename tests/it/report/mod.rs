//! The report layer against an assessment put together by hand.

mod csv;
mod docx;
mod explain;
mod html;
mod sample;
mod terminal;
mod xlsx;
