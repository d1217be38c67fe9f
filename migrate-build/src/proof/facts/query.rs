//! What does a stored query say, part by part: see `expression`.

use super::expression::Printer;
use crate::catalog::format::quote_identifier;
use crate::catalog::tree::{Expr, JoinTree, OnConflict, Query, RangeTable, RangeTableKind, SetTree, Write};
use crate::text::Gather;

/// Whether the names of a query's columns count.
#[derive(Clone, Copy)]
enum Targets {
    Named,
    Nameless,
}

impl Printer<'_> {
    pub(super) fn query(&mut self, query: &Query) {
        self.query_of(query, Targets::Named);
    }

    fn query_of(&mut self, query: &Query, targets: Targets) {
        self.enter(&query.tables);
        self.say(&format!("{:?}[", query.command));
        for table in &query.with {
            self.say(&format!(" with {} {}", quote_identifier(&table.name), table.recursive));
            self.query(&table.query);
        }
        for table in &query.tables {
            match &table.kind {
                // What the sides of a UNION call their columns is seen by nobody.
                RangeTableKind::Subquery(side) if query.set_operation.is_some() => self.query_of(side, Targets::Nameless),
                _ => self.table(table),
            }
        }
        query.from.iter().for_each(|tree| self.join_tree(tree));
        self.one(" where ", query.filter.as_ref());
        for target in &query.targets {
            match targets {
                Targets::Named => self.say(&format!(" target {} {}", quote_identifier(&target.name), target.junk)),
                Targets::Nameless => self.say(&format!(" target {}", target.junk)),
            }
            self.expr(&target.expr);
        }
        self.written(query);
        self.list(" group ", &query.group_by);
        self.say(&format!(" {:?}", query.grouping_sets));
        self.one(" having ", query.having.as_ref());
        for window in &query.windows {
            self.list(" window ", &window.partition_by);
            self.list(" order ", &window.order_by);
            self.list(" frame ", &window.offsets);
        }
        if let Some(distinct) = &query.distinct {
            self.list(&format!(" distinct {}", query.distinct_on), distinct);
        }
        self.list(" order ", &query.order_by);
        self.one(" limit ", query.limit.as_ref());
        self.one(" offset ", query.offset.as_ref());
        if let Some(tree) = &query.set_operation {
            self.set_tree(tree);
        }
        self.say(&format!(" {} {}]", query.with_ties, query.locks_rows));
        self.leave();
    }

    fn say(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn one(&mut self, word: &str, expr: Option<&Expr>) {
        if let Some(expr) = expr {
            self.say(word);
            self.expr(expr);
        }
    }

    fn list(&mut self, word: &str, list: &[Expr]) {
        self.say(word);
        list.iter().for_each(|expr| self.expr(expr));
    }

    fn table(&mut self, table: &RangeTable) {
        let names = self.names;
        self.say(if table.lateral { " lateral " } else { " from " });
        match &table.kind {
            RangeTableKind::Relation { id, only } => self.say(&format!("{} {only}", names.relation(*id))),
            RangeTableKind::Subquery(query) => self.query(query),
            RangeTableKind::Function { calls, ordinality } => self.list(&format!("function {ordinality} "), calls),
            // Its columns are those of its sides, whichever they have by now; what is read of them is said where it is read.
            RangeTableKind::Join { .. } => self.say("join"),
            RangeTableKind::Values(rows) => rows.iter().for_each(|row| self.list("values ", row)),
            RangeTableKind::CommonTable { name, level, recursive } => {
                self.say(&format!("common {} {level} {recursive}", quote_identifier(name)));
            }
            RangeTableKind::TableFunction(arguments, _) => self.list("table ", arguments),
            RangeTableKind::Named => self.say(&quote_identifier(&table.alias)),
        }
    }

    fn join_tree(&mut self, tree: &JoinTree) {
        match tree {
            JoinTree::Table(at) => self.say(&format!(" {at}")),
            JoinTree::Join(join) => {
                self.say(&format!(" {:?}{{", join.kind));
                self.join_tree(&join.left);
                self.join_tree(&join.right);
                self.one(" on ", join.condition.as_ref());
                self.say("}");
            }
        }
    }

    fn written(&mut self, query: &Query) {
        let target = query.target.and_then(|at| query.tables.get(at as usize));
        self.writes(target, &query.writes);
        if let Some(conflict) = &query.on_conflict {
            let OnConflict { update, writes, filter, inferred: _, arbiters } = conflict.as_ref();
            let names: Vec<String> = arbiters.iter().map(|id| self.names.relation(*id)).gather();
            self.say(&format!(" conflict {update} {}", names.join(", ")));
            self.writes(target, writes);
            self.one(" where ", filter.as_ref());
        }
        for branch in &query.branches {
            self.say(&format!(" when {:?} {:?}", branch.matched, branch.command));
            self.one(" and ", branch.condition.as_ref());
            self.writes(target, &branch.writes);
        }
    }

    fn writes(&mut self, target: Option<&RangeTable>, writes: &[Write]) {
        for write in writes {
            let name = match target.map(|table| &table.kind) {
                Some(RangeTableKind::Relation { id, .. }) => self.names.column(*id, write.column.cast_signed()),
                _ => write.column.to_string(),
            };
            self.list(&format!(" set {name} "), &write.values);
        }
    }

    fn set_tree(&mut self, tree: &SetTree) {
        match tree {
            SetTree::Leaf(at) => self.say(&format!(" {at}")),
            SetTree::Operation { operator, all, left, right } => {
                self.say(&format!(" {operator:?} {all}{{"));
                self.set_tree(left);
                self.set_tree(right);
                self.say("}");
            }
        }
    }
}
