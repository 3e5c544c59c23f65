//! Nothing in a workbook, a file's name or a rulebook makes the program write outside the workspace and the folder that
//! it was told to write to, nor under a name that some system keeps for itself.

mod disk;
mod every_command;
mod seals;
