//! The order of elements as the schema of ECMA-376 has it, held over every part of every sample.
