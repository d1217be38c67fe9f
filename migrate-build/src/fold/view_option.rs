//! Which options does a view have.

use super::cx::Cx;
use super::definition::text_of;
use super::errors::view as errors;
use crate::diag::Result;
use crate::syntax::statement::view::{CheckOption, CreateView};
use crate::text::{Name, SortedMap};

/// Reads `WITH (...)` and `WITH CHECK OPTION`.
// pg: reloptions.c view_reloptions; view.c DefineView
pub(super) fn read_options(cx: &Cx<'_>, it: &CreateView) -> Result<SortedMap<Name, Name>> {
    let mut options = SortedMap::new();
    for item in &it.options {
        let name = &item.name.name;
        let value = match &item.value {
            Some(_) => Name::from(text_of(item)?.to_ascii_lowercase()),
            None => Name::from("true"),
        };
        if *name == "security_invoker"
            && let Some(help) = cx.grammar().lacks("security_invoker")
        {
            return Err(errors::option_unknown(name).help(help));
        }
        match name.as_str() {
            "check_option" if !matches!(value.as_str(), "local" | "cascaded") => return Err(errors::option_invalid(name, &value)),
            "security_barrier" | "security_invoker" if !is_switch(&value) => return Err(errors::option_not_boolean(name, &value)),
            "check_option" | "security_barrier" | "security_invoker" => {}
            _ => return Err(errors::option_unknown(name)),
        }
        options.insert(name.clone(), value);
    }
    if let Some(check) = it.check_option {
        let word = match check {
            CheckOption::Local => "local",
            CheckOption::Cascaded => "cascaded",
        };
        options.insert(Name::from("check_option"), Name::from(word));
    }
    Ok(options)
}

fn is_switch(value: &str) -> bool {
    matches!(value, "true" | "false" | "on" | "off" | "yes" | "no" | "1" | "0" | "t" | "f" | "y" | "n")
}
