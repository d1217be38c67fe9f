//! What do the options of a sequence come to.

use super::cx::Cx;
use super::effect::Act;
use super::errors::sequence as errors;
use crate::analyze::type_name::analyze_type_name;
use crate::catalog::id::TypeId;
use crate::catalog::object::SequenceInfo;
use crate::diag::Result;
use crate::syntax::statement::sequence::{SequenceOption, SequenceOptionKind as Kind};
use crate::text::{Name, Seek};
use std::mem::discriminant;

/// Applies options to a sequence: a new one where `before` is none.
// pg: sequence.c init_params
pub(super) fn apply_options(
    cx: &Cx<'_>,
    before: Option<&SequenceInfo>,
    given_type: Option<TypeId>,
    options: &[SequenceOption],
    identity: bool,
) -> Result<SequenceInfo> {
    refuse_repeated(options)?;
    let new = before.is_none();
    let type_id = sequence_type(cx, before, given_type, options, identity)?;
    let (low, high) = bounds_of(type_id);
    let mut info = before.cloned().unwrap_or(SequenceInfo {
        type_id,
        start: 1,
        increment: 1,
        min: 0,
        max: 0,
        cache: 1,
        cycle: false,
        owned_by: None,
        identity,
    });
    let (old_low, old_high) = bounds_of(info.type_id);
    let retyped = !new && info.type_id != type_id;
    let reset_max = retyped && (info.increment > 0 && info.max == old_high || info.increment < 0 && info.max == -1);
    let reset_min = retyped && (info.increment < 0 && info.min == old_low || info.increment > 0 && info.min == 1);
    info.type_id = type_id;
    if let Some(increment) = number(find(options, |kind| if let Kind::Increment(text) = kind { Some(text) } else { None }))? {
        if increment == 0 {
            return Err(errors::invalid("INCREMENT must not be zero".to_owned()));
        }
        info.increment = increment;
    }
    if let Some(Kind::Cycle(cycle)) = options.iter().map(|option| &option.kind).first_where(|kind| matches!(kind, Kind::Cycle(_))) {
        info.cycle = *cycle;
    }
    set_limits(&mut info, options, new, (reset_min, reset_max), (low, high))?;
    set_start(&mut info, options, new)?;
    if let Some(cache) = number(find(options, |kind| if let Kind::Cache(text) = kind { Some(text) } else { None }))? {
        if cache <= 0 {
            return Err(errors::invalid(format!("CACHE ({cache}) must be greater than zero")));
        }
        info.cache = cache;
    }
    Ok(info)
}

fn refuse_repeated(options: &[SequenceOption]) -> Result<()> {
    for (at, option) in options.iter().enumerate() {
        if options[..at].iter().exists(|before| discriminant(&before.kind) == discriminant(&option.kind)) {
            return Err(errors::conflicting_options().at(option.span));
        }
    }
    Ok(())
}

fn sequence_type(
    cx: &Cx<'_>,
    before: Option<&SequenceInfo>,
    given: Option<TypeId>,
    options: &[SequenceOption],
    identity: bool,
) -> Result<TypeId> {
    let written = options.iter().first_some(|option| if let Kind::Type(type_name) = &option.kind { Some(type_name) } else { None });
    let type_id = match (written, given, before) {
        (Some(written), _, _) => analyze_type_name(&cx.catalog, written)?.0,
        (None, Some(given), _) => given,
        (None, None, Some(before)) => before.type_id,
        (None, None, None) => TypeId::INT8,
    };
    match type_id {
        TypeId::INT2 | TypeId::INT4 | TypeId::INT8 => Ok(type_id),
        _ => Err(errors::wrong_type(identity)),
    }
}

fn set_limits(
    info: &mut SequenceInfo,
    options: &[SequenceOption],
    new: bool,
    (reset_min, reset_max): (bool, bool),
    (low, high): (i64, i64),
) -> Result<()> {
    let ascending = info.increment > 0;
    let type_text = type_text(info.type_id);
    match options.iter().first_some(|option| if let Kind::MaxValue(value) = &option.kind { Some(value) } else { None }) {
        Some(Some(text)) => info.max = number(Some(text))?.unwrap_or(high),
        Some(None) => info.max = if ascending { high } else { -1 },
        None if new || reset_max => info.max = if ascending { high } else { -1 },
        None => {}
    }
    if info.max < low || info.max > high {
        return Err(errors::invalid(format!("MAXVALUE ({}) is out of range for sequence data type {type_text}", info.max)));
    }
    match options.iter().first_some(|option| if let Kind::MinValue(value) = &option.kind { Some(value) } else { None }) {
        Some(Some(text)) => info.min = number(Some(text))?.unwrap_or(low),
        Some(None) => info.min = if ascending { 1 } else { low },
        None if new || reset_min => info.min = if ascending { 1 } else { low },
        None => {}
    }
    if info.min < low || info.min > high {
        return Err(errors::invalid(format!("MINVALUE ({}) is out of range for sequence data type {type_text}", info.min)));
    }
    if info.min >= info.max {
        return Err(errors::invalid(format!("MINVALUE ({}) must be less than MAXVALUE ({})", info.min, info.max)));
    }
    Ok(())
}

/// Notes that a sequence is told where to go on.
pub(super) fn note_restart(cx: &mut Cx<'_>, options: &[SequenceOption]) {
    if options.iter().exists(|option| matches!(option.kind, Kind::Restart(_))) {
        cx.effects.acts.push(Act::Renumbered);
    }
}

fn set_start(info: &mut SequenceInfo, options: &[SequenceOption], new: bool) -> Result<()> {
    match number(find(options, |kind| if let Kind::Start(text) = kind { Some(text) } else { None }))? {
        Some(start) => info.start = start,
        None if new => info.start = if info.increment > 0 { info.min } else { info.max },
        None => {}
    }
    if info.start < info.min {
        return Err(errors::invalid(format!("START value ({}) cannot be less than MINVALUE ({})", info.start, info.min)));
    }
    if info.start > info.max {
        return Err(errors::invalid(format!("START value ({}) cannot be greater than MAXVALUE ({})", info.start, info.max)));
    }
    let restart = find(options, |kind| if let Kind::Restart(Some(text)) = kind { Some(text) } else { None });
    if let Some(restart) = number(restart)? {
        if restart < info.min {
            return Err(errors::invalid(format!("RESTART value ({restart}) cannot be less than MINVALUE ({})", info.min)));
        }
        if restart > info.max {
            return Err(errors::invalid(format!("RESTART value ({restart}) cannot be greater than MAXVALUE ({})", info.max)));
        }
    }
    Ok(())
}

fn find<'o>(options: &'o [SequenceOption], of: impl Fn(&'o Kind) -> Option<&'o Name>) -> Option<&'o Name> {
    options.iter().first_some(|option| of(&option.kind))
}

// pg: define.c defGetInt64
fn number(text: Option<&Name>) -> Result<Option<i64>> {
    let Some(text) = text else {
        return Ok(None);
    };
    let digits = text.trim_start_matches(['-', '+']);
    match text.as_str().trim_start_matches('+').parse::<i64>() {
        Ok(number) => Ok(Some(number)),
        Err(_) if !digits.is_empty() && digits.bytes().for_all(|byte| byte.is_ascii_digit()) => Err(errors::out_of_range_bigint(text)),
        Err(_) => Err(errors::not_a_bigint(text)),
    }
}

fn bounds_of(type_id: TypeId) -> (i64, i64) {
    match type_id {
        TypeId::INT2 => (i64::from(i16::MIN), i64::from(i16::MAX)),
        TypeId::INT4 => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    }
}

fn type_text(type_id: TypeId) -> &'static str {
    match type_id {
        TypeId::INT2 => "smallint",
        TypeId::INT4 => "integer",
        _ => "bigint",
    }
}
