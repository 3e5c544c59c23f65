//! 分析: questions asked of results: why, what if, how far. Pure: values in, values out; words are the report's, files
//! the workspace's.

pub mod burden;
pub mod trend;
