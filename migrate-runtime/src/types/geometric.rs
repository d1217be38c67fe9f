//! Points, lines and shapes of the plane.

use crate::bind::{Bind, BindError, Encoder, bind_as};
use crate::decode::{DecodeError, Reader, decode_as};
use crate::sql;

/// A point.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Point {
    /// From left to right.
    pub x: f64,
    /// Upwards.
    pub y: f64,
}

/// The infinite line `a x + b y + c = 0`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The factor of x.
    pub a: f64,
    /// The factor of y.
    pub b: f64,
    /// What is added.
    pub c: f64,
}

/// The line between two points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lseg {
    /// One end.
    pub start: Point,
    /// The other.
    pub end: Point,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Box {
    /// The corner to the upper right.
    pub high: Point,
    /// The corner to the lower left.
    pub low: Point,
}

/// Lines from point to point.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Whether the last point is joined with the first.
    pub closed: bool,
    /// The points.
    pub points: Vec<Point>,
}

/// What lies between points.
#[derive(Clone, Debug, PartialEq)]
pub struct Polygon {
    /// The corners.
    pub points: Vec<Point>,
}

/// A circle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle {
    /// Its middle.
    pub center: Point,
    /// From the middle to the edge.
    pub radius: f64,
}

fn write(into: &mut Encoder<'_>, numbers: &[f64]) -> Result<(), BindError> {
    numbers.iter().for_each(|number| into.write(&number.to_be_bytes()));
    Ok(())
}

fn write_points(into: &mut Encoder<'_>, points: &[Point]) -> Result<(), BindError> {
    into.count(points.len())?;
    points.iter().try_for_each(|point| write(into, &[point.x, point.y]))
}

fn point(reader: &mut Reader<'_>) -> Result<Point, DecodeError> {
    Ok(Point { x: reader.float64()?, y: reader.float64()? })
}

fn points(reader: &mut Reader<'_>) -> Result<Vec<Point>, DecodeError> {
    let count = reader.count(16)?;
    (0..count).map(|_| point(reader)).collect()
}

// pg: geo_ops.c point_send and those beside it
bind_as! {
    Point => Point, |value, into| write(into, &[value.x, value.y]);
    Line => Line, |value, into| write(into, &[value.a, value.b, value.c]);
    Lseg => Lseg, |value, into| write(into, &[value.start.x, value.start.y, value.end.x, value.end.y]);
    Box => Box, |value, into| write(into, &[value.high.x, value.high.y, value.low.x, value.low.y]);
    Path => Path, |value, into| {
        into.write(&[u8::from(value.closed)]);
        write_points(into, &value.points)
    };
    Polygon => Polygon, |value, into| write_points(into, &value.points);
    Circle => Circle, |value, into| write(into, &[value.center.x, value.center.y, value.radius]);
}

decode_as! {
    Point: POINT, |reader| point(&mut reader)?;
    Line: LINE, |reader| Line { a: reader.float64()?, b: reader.float64()?, c: reader.float64()? };
    Lseg: LSEG, |reader| Lseg { start: point(&mut reader)?, end: point(&mut reader)? };
    Box: BOX, |reader| Box { high: point(&mut reader)?, low: point(&mut reader)? };
    Path: PATH, |reader| Path { closed: reader.array::<1>()? != [0], points: points(&mut reader)? };
    Polygon: POLYGON, |reader| Polygon { points: points(&mut reader)? };
    Circle: CIRCLE, |reader| Circle { center: point(&mut reader)?, radius: reader.float64()? };
}
