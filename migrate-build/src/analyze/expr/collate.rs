//! Which collation has an expression, and when do collations contradict each other.
