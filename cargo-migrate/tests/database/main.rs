//! Does the command do on a live database what it says: adopt the histories of other tools, back up, keep its own history.

mod adopt;
mod backup;
mod history;
mod project;
mod round_trips;
