//! The encoded parameters of one statement: bytes that a query owns, and the OIDs in them that only the server knows.

use super::encoder::{BindError, Encoder};
use crate::decode::base_type;
use crate::error::Error;
use crate::statement::{ParameterType, Statement};
use bytes::{BufMut, BytesMut};
use std::fmt;
use tokio_postgres::types::{Format, IsNull, Kind, ToSql, Type};

/// The parameters of one statement, encoded.
#[derive(Clone, Default)]
pub struct Parameters {
    /// Each value after its length, which is -1 for NULL.
    buffer: BytesMut,
    /// Where each value starts.
    starts: Vec<usize>,
    patches: Vec<Patch>,
    /// The first parameter, from one, that could not be encoded.
    failed: Option<(usize, BindError)>,
}

/// A place in the bytes that the OID of a type of the user's belongs to.
#[derive(Clone)]
pub(crate) struct Patch {
    pub(super) offset: usize,
    pub(super) schema: &'static str,
    pub(super) name: &'static str,
}

impl Parameters {
    /// No parameters yet, with room for some.
    #[must_use]
    pub fn with_capacity(count: usize) -> Self {
        Self { buffer: BytesMut::with_capacity(count * 16), starts: Vec::with_capacity(count), patches: Vec::new(), failed: None }
    }

    #[inline]
    pub(super) fn add(&mut self, write: impl FnOnce(&mut Encoder<'_>) -> Result<(), BindError>) {
        self.starts.push(self.buffer.len());
        let written = Encoder::new(&mut self.buffer, &mut self.patches).slot(write);
        if let (Err(error), None) = (written, &self.failed) {
            self.failed = Some((self.starts.len(), error));
        }
    }

    /// The bytes of a value and its length before them.
    pub(crate) fn cell(&self, index: usize) -> &[u8] {
        let end = self.starts.get(index + 1).copied().unwrap_or(self.buffer.len());
        &self.buffer[self.starts[index]..end]
    }

    /// How many bytes there are.
    pub(crate) fn size(&self) -> usize {
        self.buffer.len()
    }

    /// Adds a value of others.
    pub(crate) fn add_cell(&mut self, of: &Self, index: usize) {
        self.starts.push(self.buffer.len());
        self.append(of, index);
    }

    /// Adds an array of values of others.
    pub(crate) fn add_array(&mut self, element: ParameterType, of: &Self, cells: impl ExactSizeIterator<Item = usize>) {
        let start = self.buffer.len();
        self.starts.push(start);
        self.buffer.put_i32(0);
        let mut head = Encoder::new(&mut self.buffer, &mut self.patches);
        let written = head.array_head(element, cells.len());
        cells.for_each(|cell| self.append(of, cell));
        match (i32::try_from(self.buffer.len() - start - 4), written) {
            (Ok(length), Ok(())) => self.buffer[start..start + 4].copy_from_slice(&length.to_be_bytes()),
            _ => self.fail("the rows are too large to be sent at once"),
        }
    }

    fn append(&mut self, of: &Self, index: usize) {
        let from = of.starts[index];
        let bytes = of.cell(index);
        let first = of.patches.partition_point(|patch| patch.offset < from);
        for patch in of.patches[first..].iter().take_while(|patch| patch.offset < from + bytes.len()) {
            self.patches.push(Patch { offset: patch.offset - from + self.buffer.len(), ..patch.clone() });
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// They cannot be sent.
    pub(crate) fn fail(&mut self, reason: &'static str) {
        let failed = (self.starts.len(), BindError::new(reason));
        self.failed.get_or_insert(failed);
    }

    /// They cannot be sent where others that they were made of cannot.
    pub(crate) fn inherit_failure(&mut self, of: &Self) {
        if let (None, Some(failed)) = (&self.failed, &of.failed) {
            self.failed = Some(failed.clone());
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Whether an OID has to be asked from the server before they can be sent.
    #[must_use]
    pub fn needs_types(&self) -> bool {
        !self.patches.is_empty()
    }

    /// Whether all of them can be sent.
    ///
    /// # Errors
    /// Where one of them could not be encoded.
    pub fn check(&self, statement: &Statement) -> Result<(), Error> {
        match &self.failed {
            None => Ok(()),
            Some((parameter, error)) => Err(Error::encode(*parameter, error.to_string(), statement.place())),
        }
    }

    /// Fills in the OIDs of the user's types, which the types of the prepared statement's parameters lead to. It can be done again.
    ///
    /// # Errors
    /// Where the server knows no such type.
    pub fn resolve(&mut self, types: &[Type], statement: &Statement) -> Result<(), Error> {
        for Patch { offset, schema, name } in &self.patches {
            let Some(oid) = types.iter().find_map(|ty| find(ty, schema, name, 0)) else {
                let named = if schema.is_empty() { (*name).to_owned() } else { format!("{schema}.{name}") };
                return Err(Error::drift(format!("the server takes no type {named} for this query"), Some(statement.place())));
            };
            self.buffer[*offset..*offset + 4].copy_from_slice(&oid.to_be_bytes());
        }
        Ok(())
    }

    /// The values as they are sent.
    pub fn values(&self) -> impl ExactSizeIterator<Item = RawParameter<'_>> {
        self.starts.iter().map(|start| {
            let rest = &self.buffer[*start..];
            let length = rest.first_chunk().map_or(-1, |bytes| i32::from_be_bytes(*bytes));
            RawParameter(usize::try_from(length).ok().and_then(|length| rest.get(4..4 + length)))
        })
    }
}

impl fmt::Debug for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The values may be patients' data.
        f.debug_struct("Parameters").field("count", &self.len()).finish_non_exhaustive()
    }
}

/// The OID of a type that another one holds.
fn find(ty: &Type, schema: &str, name: &str, depth: usize) -> Option<u32> {
    if crate::decode::is_type(ty, schema, name) {
        return Some(ty.oid());
    }
    // PostgreSQL has no recursive composites without a domain or an array between, but a server's answer is not to be trusted with the stack.
    if depth > 64 {
        return None;
    }
    match base_type(ty).kind() {
        Kind::Array(inner) | Kind::Range(inner) | Kind::Multirange(inner) => find(inner, schema, name, depth + 1),
        Kind::Composite(fields) => fields.iter().find_map(|field| find(field.type_(), schema, name, depth + 1)),
        _ if !std::ptr::eq(base_type(ty), ty) => find(base_type(ty), schema, name, depth + 1),
        _ => None,
    }
}

/// One encoded value. `Debug` shows nothing of it, because the driver logs parameters.
pub struct RawParameter<'a>(Option<&'a [u8]>);

impl fmt::Debug for RawParameter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("_")
    }
}

impl ToSql for RawParameter<'_> {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self.0 {
            None => Ok(IsNull::Yes),
            Some(bytes) => {
                out.put_slice(bytes);
                Ok(IsNull::No)
            }
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn to_sql_checked(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        self.to_sql(ty, out)
    }

    fn encode_format(&self, _: &Type) -> Format {
        Format::Binary
    }
}
