with before as materialized (
    -- Types are spelled by what the path shows. It is set first, because all else reads it, and restored by the last row.
    select pg_catalog.current_setting('search_path') as path, pg_catalog.set_config('search_path', 'pg_catalog', true) as now
), spaces as materialized (
    select n.oid, n.nspname::text as schema
    from before cross join pg_catalog.pg_namespace n
    where before.now is not null and n.nspname::text operator(pg_catalog.=) any (array[{schemas}]::text[])
), relations as materialized (
    select c.oid, c.relkind, c.relispartition, c.reloftype, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.relreplident,
        c.reloptions,
        c.reltoastrelid, s.schema, c.relname::text as name, columns.names, columns.collations,
        case when c.relkind operator(pg_catalog.=) 'v' then 'view' when c.relkind operator(pg_catalog.=) 'm' then 'materialized view'
            else 'table' end as kind
    from spaces s
    join pg_catalog.pg_class c on c.relnamespace operator(pg_catalog.=) s.oid
    -- By number, dropped ones among them: whatever names a column by its number finds it here, and not by a join for each.
    cross join lateral (
        select pg_catalog.array_agg(a.attname::text order by a.attnum) as names,
            pg_catalog.array_agg(a.attcollation order by a.attnum) as collations
        from pg_catalog.pg_attribute a
        where a.attrelid operator(pg_catalog.=) c.oid and a.attnum operator(pg_catalog.>) 0
    ) columns
    where c.relkind operator(pg_catalog.=) any (array['r', 'p', 'f', 'v', 'm'])
        and not exists (select from pg_catalog.pg_depend d where d.classid operator(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass
            and d.objid operator(pg_catalog.=) c.oid and d.deptype operator(pg_catalog.=) 'e')
), types as materialized (
    select t.*, s.schema, t.typname::text as name
    from spaces s
    join pg_catalog.pg_type t on t.typnamespace operator(pg_catalog.=) s.oid
    where (t.typtype operator(pg_catalog.=) any (array['e', 'd', 'r'])
            or t.typtype operator(pg_catalog.=) 'c' and exists (select from pg_catalog.pg_class c where c.oid operator(pg_catalog.=) t.typrelid
                and c.relkind operator(pg_catalog.=) 'c'))
        and not exists (select from pg_catalog.pg_depend d where d.classid operator(pg_catalog.=) 'pg_catalog.pg_type'::pg_catalog.regclass
            and d.objid operator(pg_catalog.=) t.oid and d.deptype operator(pg_catalog.=) 'e')
), found as materialized (
    select 'schema' as kind, array[s.schema] as path, '' as definition,
        'pg_catalog.pg_namespace'::pg_catalog.regclass as class, s.oid as id, 0 as number
    from spaces s
    where s.schema operator(pg_catalog.<>) 'public'

    union all
    select 'extension', array[e.extname::text], '', null, null, null from pg_catalog.pg_extension e

    union all
    select r.kind, array[r.schema, r.name], pg_catalog.concat_ws(', ',
        (
            select pg_catalog.format('partitioned by %s (%s)',
                case when p.partstrat operator(pg_catalog.=) 'l' then 'list' when p.partstrat operator(pg_catalog.=) 'r' then 'range' else 'hash' end,
                (
                    select pg_catalog.string_agg(coalesce(r.names[k.number], 'expression'), ', ' order by k.place)
                    from pg_catalog.unnest(p.partattrs::pg_catalog.int2[]) with ordinality as k (number, place)
                ))
            from pg_catalog.pg_partitioned_table p
            where p.partrelid operator(pg_catalog.=) r.oid
        ),
        (
            select 'foreign on ' operator(pg_catalog.||) s.srvname
            from pg_catalog.pg_foreign_table f
            join pg_catalog.pg_foreign_server s on s.oid operator(pg_catalog.=) f.ftserver
            where f.ftrelid operator(pg_catalog.=) r.oid
        ),
        (
            select case when r.relispartition then 'partition of ' else 'inherits ' end
                operator(pg_catalog.||) pg_catalog.string_agg(pn.nspname operator(pg_catalog.||) '.' operator(pg_catalog.||) p.relname, ', '
                    order by i.inhseqno)
            from pg_catalog.pg_inherits i
            join pg_catalog.pg_class p on p.oid operator(pg_catalog.=) i.inhparent
            join pg_catalog.pg_namespace pn on pn.oid operator(pg_catalog.=) p.relnamespace
            where i.inhrelid operator(pg_catalog.=) r.oid
        ),
        case when r.reloftype operator(pg_catalog.<>) 0 then 'of ' operator(pg_catalog.||) pg_catalog.format_type(r.reloftype, null) end,
        case when r.relpersistence operator(pg_catalog.=) 'u' then 'unlogged' end,
        case when r.relrowsecurity then 'row level security' end,
        case when r.relforcerowsecurity then 'forced row level security' end,
        case when r.relreplident operator(pg_catalog.=) 'f' then 'replica identity full' when r.relreplident operator(pg_catalog.=) 'i'
            then 'replica identity index' when r.relreplident operator(pg_catalog.=) 'n' then
            case when r.relkind operator(pg_catalog.=) any (array['r', 'p']) then 'replica identity nothing' end end,
        (
            select pg_catalog.string_agg(o.option, ', ' order by pg_catalog.split_part(o.option, '=', 1) collate "C")
            from (
                select o.option from pg_catalog.unnest(r.reloptions) as o (option)
                union all
                select 'toast.' operator(pg_catalog.||) o.option
                from pg_catalog.pg_class t cross join pg_catalog.unnest(t.reloptions) as o (option)
                where t.oid operator(pg_catalog.=) r.reltoastrelid
            ) o
        )),
        'pg_catalog.pg_class'::pg_catalog.regclass, r.oid, 0
    from relations r

    union all
    select 'column', array[r.schema, r.name, a.attname::text], pg_catalog.concat_ws(', ',
        pg_catalog.format_type(a.atttypid, a.atttypmod),
        case when a.attnotnull then 'not null' end,
        case when a.attidentity operator(pg_catalog.=) 'a' then 'generated always as identity' when a.attidentity operator(pg_catalog.=) 'd'
            then 'generated by default as identity' end,
        case when a.attgenerated operator(pg_catalog.=) 's' then 'generated stored' when a.attgenerated operator(pg_catalog.=) 'v'
            then 'generated virtual' end,
        case when a.atthasdef and a.attgenerated operator(pg_catalog.=) '' and r.relkind operator(pg_catalog.<>) all (array['v', 'm'])
            then 'default' end,
        case when a.attcollation operator(pg_catalog.<>) t.typcollation then 'collate ' operator(pg_catalog.||) (
            select l.collname from pg_catalog.pg_collation l where l.oid operator(pg_catalog.=) a.attcollation
        ) end,
        -- How a type that is not built in is stored is its own matter.
        case when a.attstorage operator(pg_catalog.<>) t.typstorage and t.typlen operator(pg_catalog.=) -1
                and t.typnamespace operator(pg_catalog.=) 'pg_catalog'::pg_catalog.regnamespace then
            case when a.attstorage operator(pg_catalog.=) 'p' then 'storage plain' when a.attstorage operator(pg_catalog.=) 'e'
                then 'storage external' end end,
        case when a.attcompression operator(pg_catalog.=) 'p' then 'compression pglz' when a.attcompression operator(pg_catalog.=) 'l'
            then 'compression lz4' end,
        case when a.attstattarget operator(pg_catalog.>=) 0 then 'statistics ' operator(pg_catalog.||) a.attstattarget end,
        case when a.attoptions is not null then (
            select pg_catalog.string_agg(o.option, ', ' order by pg_catalog.split_part(o.option, '=', 1) collate "C")
            from pg_catalog.unnest(a.attoptions) as o (option)
        ) end),
        'pg_catalog.pg_class'::pg_catalog.regclass, r.oid, a.attnum
    from relations r
    join pg_catalog.pg_attribute a on a.attrelid operator(pg_catalog.=) r.oid
    join pg_catalog.pg_type t on t.oid operator(pg_catalog.=) a.atttypid
    where a.attnum operator(pg_catalog.>) 0 and not a.attisdropped

    union all
    select 'constraint', array[r.schema, r.name, c.conname::text], pg_catalog.concat_ws(', ',
        case
            when c.contype operator(pg_catalog.=) 'p' then 'primary key' when c.contype operator(pg_catalog.=) 'u' then 'unique'
                when c.contype operator(pg_catalog.=) 'f' then 'foreign key' when c.contype operator(pg_catalog.=) 'c' then 'check' else 'exclude'
        end operator(pg_catalog.||) case when c.contype operator(pg_catalog.=) any (array['p', 'u', 'f']) then ' (' operator(pg_catalog.||) (
            select pg_catalog.string_agg(r.names[k.number], ', ' order by k.place)
            from pg_catalog.unnest(c.conkey) with ordinality as k (number, place)
        ) operator(pg_catalog.||) ')' else '' end,
        case when c.contype operator(pg_catalog.=) 'f' then 'references ' operator(pg_catalog.||) (
            select pg_catalog.format('%s.%s (%s)', fn.nspname, f.relname, (
                select pg_catalog.string_agg(columns.names[k.number], ', ' order by k.place)
                from (
                    select pg_catalog.array_agg(a.attname::text order by a.attnum) as names
                    from pg_catalog.pg_attribute a
                    where a.attrelid operator(pg_catalog.=) c.confrelid and a.attnum operator(pg_catalog.>) 0
                ) columns
                cross join pg_catalog.unnest(c.confkey) with ordinality as k (number, place)
            ))
            from pg_catalog.pg_class f
            join pg_catalog.pg_namespace fn on fn.oid operator(pg_catalog.=) f.relnamespace
            where f.oid operator(pg_catalog.=) c.confrelid
        ) end,
        case when c.contype operator(pg_catalog.=) 'f' and c.confmatchtype operator(pg_catalog.=) 'f' then 'match full' end,
        case
            when c.confdeltype operator(pg_catalog.=) 'r' then 'on delete restrict' when c.confdeltype operator(pg_catalog.=) 'c'
                then 'on delete cascade'
            when c.confdeltype operator(pg_catalog.=) 'n' then 'on delete set null' when c.confdeltype operator(pg_catalog.=) 'd'
                then 'on delete set default'
        end,
        case
            when c.confupdtype operator(pg_catalog.=) 'r' then 'on update restrict' when c.confupdtype operator(pg_catalog.=) 'c'
                then 'on update cascade'
            when c.confupdtype operator(pg_catalog.=) 'n' then 'on update set null' when c.confupdtype operator(pg_catalog.=) 'd'
                then 'on update set default'
        end,
        (
            select 'sets ' operator(pg_catalog.||) pg_catalog.string_agg(r.names[k.number], ', ' order by k.place)
            from pg_catalog.unnest(c.confdelsetcols) with ordinality as k (number, place)
        ),
        case when c.condeferrable then 'deferrable' end,
        case when c.condeferred then 'initially deferred' end,
        case when c.contype operator(pg_catalog.=) 'c' and c.connoinherit then 'no inherit' end,
        case when not c.convalidated and c.conenforced then 'not valid' end,
        case when not c.conenforced then 'not enforced' end),
        'pg_catalog.pg_constraint'::pg_catalog.regclass, c.oid, 0
    from relations r
    -- What a server has no column for has this value: a name that stands without a table is looked up in the inner one first.
    cross join (select null::pg_catalog.int2[] as confdelsetcols, true as conenforced) absent
    cross join lateral (
        select o.oid, o.conrelid, o.conname, o.contype, o.conkey, o.confrelid, o.confkey, o.confmatchtype, o.confdeltype, o.confupdtype,
            o.condeferrable, o.condeferred, o.connoinherit, o.convalidated, o.conparentid, confdelsetcols, conenforced
        from pg_catalog.pg_constraint o
        where o.conrelid operator(pg_catalog.=) r.oid
    ) c
    where c.contype operator(pg_catalog.=) any (array['p', 'u', 'f', 'c', 'x']) and c.conparentid operator(pg_catalog.=) 0

    union all
    select 'index', array[r.schema, r.name, x.relname::text], pg_catalog.concat_ws(', ',
        case when i.indisunique then 'unique ' else '' end operator(pg_catalog.||) m.amname operator(pg_catalog.||) ' (' operator(pg_catalog.||) (
            select pg_catalog.string_agg(pg_catalog.concat_ws(' ',
                    coalesce(r.names[k.number], 'expression'),
                    case when k.collated operator(pg_catalog.<>) 0 and k.collated operator(pg_catalog.<>) r.collations[k.number]
                        then 'collate ' operator(pg_catalog.||) (
                            select l.collname from pg_catalog.pg_collation l where l.oid operator(pg_catalog.=) k.collated
                        ) end,
                    case when k.class operator(pg_catalog.=) any (array(select o.oid from pg_catalog.pg_opclass o where not o.opcdefault)) then (
                        select o.opcname::text from pg_catalog.pg_opclass o where o.oid operator(pg_catalog.=) k.class
                    ) end,
                    case when k.flags operator(pg_catalog.&) 1 operator(pg_catalog.=) 1 then 'desc' end,
                    case when k.flags operator(pg_catalog.&) 2 operator(pg_catalog.=) 2 then 'nulls first' end),
                ', ' order by k.place)
            from rows from (
                pg_catalog.unnest(i.indkey::pg_catalog.int2[]),
                pg_catalog.unnest(i.indoption::pg_catalog.int2[]),
                pg_catalog.unnest(i.indclass::pg_catalog.oid[]),
                pg_catalog.unnest(i.indcollation::pg_catalog.oid[])
            ) with ordinality as k (number, flags, class, collated, place)
            where k.place operator(pg_catalog.<=) i.indnkeyatts
        ) operator(pg_catalog.||) ')',
        (
            select 'include (' operator(pg_catalog.||) pg_catalog.string_agg(r.names[k.number], ', ' order by k.place) operator(pg_catalog.||) ')'
            from pg_catalog.unnest(i.indkey::pg_catalog.int2[]) with ordinality as k (number, place)
            where i.indnatts operator(pg_catalog.>) i.indnkeyatts and k.place operator(pg_catalog.>) i.indnkeyatts
        ),
        case when i.indnullsnotdistinct then 'nulls not distinct' end,
        case when i.indpred is not null then 'partial' end,
        case when x.reloptions is not null then (
            select pg_catalog.string_agg(o.option, ', ' order by pg_catalog.split_part(o.option, '=', 1) collate "C")
            from pg_catalog.unnest(x.reloptions) as o (option)
        ) end,
        case when not i.indisvalid then 'invalid' end),
        'pg_catalog.pg_class'::pg_catalog.regclass, i.indexrelid, 0
    from relations r
    cross join (select false as indnullsnotdistinct) absent
    cross join lateral (
        select o.indexrelid, o.indisunique, o.indisvalid, o.indkey, o.indoption, o.indclass, o.indcollation, o.indnatts, o.indnkeyatts,
            o.indpred, indnullsnotdistinct
        from pg_catalog.pg_index o
        where o.indrelid operator(pg_catalog.=) r.oid
    ) i
    join pg_catalog.pg_class x on x.oid operator(pg_catalog.=) i.indexrelid
    join pg_catalog.pg_am m on m.oid operator(pg_catalog.=) x.relam

    union all
    select 'trigger', array[r.schema, r.name, t.tgname::text], pg_catalog.concat_ws(', ',
        case when t.tgtype operator(pg_catalog.&) 2 operator(pg_catalog.=) 2 then 'before'
            when t.tgtype operator(pg_catalog.&) 64 operator(pg_catalog.=) 64 then 'instead of' else 'after' end operator(pg_catalog.||) ' '
                operator(pg_catalog.||) pg_catalog.concat_ws(' or ',
            case when t.tgtype operator(pg_catalog.&) 4 operator(pg_catalog.=) 4 then 'insert' end,
            case when t.tgtype operator(pg_catalog.&) 8 operator(pg_catalog.=) 8 then 'delete' end,
            case when t.tgtype operator(pg_catalog.&) 16 operator(pg_catalog.=) 16 then 'update' operator(pg_catalog.||) coalesce((
                select ' of ' operator(pg_catalog.||) pg_catalog.string_agg(r.names[k.number], ' ' order by k.place)
                from pg_catalog.unnest(t.tgattr::pg_catalog.int2[]) with ordinality as k (number, place)
            ), '') end,
            case when t.tgtype operator(pg_catalog.&) 32 operator(pg_catalog.=) 32 then 'truncate' end),
        case when t.tgtype operator(pg_catalog.&) 1 operator(pg_catalog.=) 1 then 'for each row' else 'for each statement' end,
        case when t.tgqual is not null then 'when' end,
        'old table ' operator(pg_catalog.||) t.tgoldtable,
        'new table ' operator(pg_catalog.||) t.tgnewtable,
        (
            select pg_catalog.format('executes %s.%s(%s)', fn.nspname, f.proname, pg_catalog.encode(t.tgargs, 'escape'))
            from pg_catalog.pg_proc f
            join pg_catalog.pg_namespace fn on fn.oid operator(pg_catalog.=) f.pronamespace
            where f.oid operator(pg_catalog.=) t.tgfoid
        ),
        case when t.tgconstraint operator(pg_catalog.<>) 0 then 'constraint' end,
        case when t.tgdeferrable then 'deferrable' end,
        case when t.tginitdeferred then 'initially deferred' end,
        case when t.tgenabled operator(pg_catalog.=) any (array['D', 'R']) then 'disabled' end),
        'pg_catalog.pg_trigger'::pg_catalog.regclass, t.oid, 0
    from relations r
    join pg_catalog.pg_trigger t on t.tgrelid operator(pg_catalog.=) r.oid
    where not t.tgisinternal and t.tgparentid operator(pg_catalog.=) 0

    union all
    select 'policy', array[r.schema, r.name, p.polname::text], pg_catalog.concat_ws(', ',
        case when p.polpermissive then 'permissive' else 'restrictive' end,
        'for ' operator(pg_catalog.||) case when p.polcmd operator(pg_catalog.=) 'r' then 'select' when p.polcmd operator(pg_catalog.=) 'a'
            then 'insert' when p.polcmd operator(pg_catalog.=) 'w' then 'update' when p.polcmd operator(pg_catalog.=) 'd' then 'delete'
                else 'all' end,
        'to ' operator(pg_catalog.||) (
            select pg_catalog.string_agg(case when k.role operator(pg_catalog.=) 0 then 'public'
                else pg_catalog.pg_get_userbyid(k.role)::text end, ' '
                order by case when k.role operator(pg_catalog.=) 0 then 'public' else pg_catalog.pg_get_userbyid(k.role)::text end collate "C")
            from pg_catalog.unnest(p.polroles) as k (role)
        ),
        case when p.polqual is not null then 'using' end,
        case when p.polwithcheck is not null then 'with check' end),
        'pg_catalog.pg_policy'::pg_catalog.regclass, p.oid, 0
    from relations r
    join pg_catalog.pg_policy p on p.polrelid operator(pg_catalog.=) r.oid

    union all
    select 'rule', array[r.schema, r.name, w.rulename::text], pg_catalog.concat_ws(', ',
        'on ' operator(pg_catalog.||) case when w.ev_type operator(pg_catalog.=) '1' then 'select' when w.ev_type operator(pg_catalog.=) '2'
            then 'update' when w.ev_type operator(pg_catalog.=) '3' then 'insert' else 'delete' end,
        case when w.is_instead then 'instead' end),
        'pg_catalog.pg_rewrite'::pg_catalog.regclass, w.oid, 0
    from relations r
    join pg_catalog.pg_rewrite w on w.ev_class operator(pg_catalog.=) r.oid
    where w.rulename operator(pg_catalog.<>) '_RETURN'

    union all
    select 'sequence', array[s.schema, c.relname::text], pg_catalog.concat_ws(', ',
        pg_catalog.format('%s from %s by %s between %s and %s', pg_catalog.format_type(q.seqtypid, null), q.seqstart, q.seqincrement,
            q.seqmin, q.seqmax),
        case when q.seqcache operator(pg_catalog.<>) 1 then 'cache ' operator(pg_catalog.||) q.seqcache end,
        case when q.seqcycle then 'cycle' end,
        (
            select pg_catalog.format('owned by %s.%s.%s', tn.nspname, t.relname, a.attname)
            from pg_catalog.pg_depend d
            join pg_catalog.pg_class t on t.oid operator(pg_catalog.=) d.refobjid
            join pg_catalog.pg_namespace tn on tn.oid operator(pg_catalog.=) t.relnamespace
            join pg_catalog.pg_attribute a on a.attrelid operator(pg_catalog.=) t.oid and a.attnum operator(pg_catalog.=) d.refobjsubid
            where d.classid operator(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid operator(pg_catalog.=) c.oid
                and d.deptype operator(pg_catalog.=) 'a'
                and d.refclassid operator(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass
        )),
        'pg_catalog.pg_class'::pg_catalog.regclass, c.oid, 0
    from spaces s
    join pg_catalog.pg_class c on c.relnamespace operator(pg_catalog.=) s.oid and c.relkind operator(pg_catalog.=) 'S'
    join pg_catalog.pg_sequence q on q.seqrelid operator(pg_catalog.=) c.oid
    where not exists (
        select from pg_catalog.pg_depend d
        where d.classid operator(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid operator(pg_catalog.=) c.oid
            and d.deptype operator(pg_catalog.=) any (array['i', 'e'])
    )

    union all
    select 'type', array[t.schema, t.name], case
        when t.typtype operator(pg_catalog.=) 'e' then 'enum (' operator(pg_catalog.||) coalesce((
            select pg_catalog.string_agg(e.enumlabel::text, ', ' order by e.enumsortorder) from pg_catalog.pg_enum e
                where e.enumtypid operator(pg_catalog.=) t.oid
        ), '') operator(pg_catalog.||) ')'
        when t.typtype operator(pg_catalog.=) 'd' then pg_catalog.concat_ws(', ',
            'domain over ' operator(pg_catalog.||) pg_catalog.format_type(t.typbasetype, t.typtypmod),
            case when t.typnotnull then 'not null' end,
            case when t.typdefault is not null then 'default' end)
        when t.typtype operator(pg_catalog.=) 'r' then 'range of ' operator(pg_catalog.||) (
            select pg_catalog.format_type(g.rngsubtype, null) from pg_catalog.pg_range g where g.rngtypid operator(pg_catalog.=) t.oid
        )
        else 'composite (' operator(pg_catalog.||) coalesce((
            select pg_catalog.string_agg(a.attname operator(pg_catalog.||) ' '
                operator(pg_catalog.||) pg_catalog.format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum)
            from pg_catalog.pg_attribute a
            where a.attrelid operator(pg_catalog.=) t.typrelid and a.attnum operator(pg_catalog.>) 0 and not a.attisdropped
        ), '') operator(pg_catalog.||) ')'
        end,
        'pg_catalog.pg_type'::pg_catalog.regclass, t.oid, 0
    from types t

    union all
    select 'constraint', array[t.schema, t.name, c.conname::text],
        case when c.convalidated then 'check' else 'check, not valid' end,
        'pg_catalog.pg_constraint'::pg_catalog.regclass, c.oid, 0
    from types t
    join pg_catalog.pg_constraint c on c.contypid operator(pg_catalog.=) t.oid
    where c.contype operator(pg_catalog.=) 'c'

    union all
    select 'function', array[s.schema, f.proname operator(pg_catalog.||) '(' operator(pg_catalog.||) coalesce((
            select pg_catalog.string_agg(pg_catalog.format_type(k.type, null), ', ' order by k.place)
            from pg_catalog.unnest(f.proargtypes::pg_catalog.oid[]) with ordinality as k (type, place)
        ), '') operator(pg_catalog.||) ')'], pg_catalog.concat_ws(', ',
        case when f.prokind operator(pg_catalog.=) 'f' then 'function' when f.prokind operator(pg_catalog.=) 'p' then 'procedure'
            when f.prokind operator(pg_catalog.=) 'a' then 'aggregate' else 'window function' end,
        'takes (' operator(pg_catalog.||) coalesce((
            select pg_catalog.string_agg(pg_catalog.concat_ws(' ',
                    case when k.mode operator(pg_catalog.=) 'o' then 'out' when k.mode operator(pg_catalog.=) 'b' then 'inout'
                        when k.mode operator(pg_catalog.=) 'v' then 'variadic' when k.mode operator(pg_catalog.=) 't' then 'table' end,
                    case when f.proargnames[k.place] operator(pg_catalog.<>) '' then f.proargnames[k.place] end,
                    pg_catalog.format_type(k.type, null)),
                ', ' order by k.place)
            from rows from (
                pg_catalog.unnest(coalesce(f.proallargtypes, f.proargtypes::pg_catalog.oid[])),
                pg_catalog.unnest(f.proargmodes)
            ) with ordinality as k (type, mode, place)
        ), '') operator(pg_catalog.||) ')',
        case when f.pronargdefaults operator(pg_catalog.>) 0 then f.pronargdefaults operator(pg_catalog.||) ' defaults' end,
        case when f.prokind operator(pg_catalog.<>) 'p' then
            'returns ' operator(pg_catalog.||) case when f.proretset then 'setof ' else '' end
                operator(pg_catalog.||) pg_catalog.format_type(f.prorettype, null) end,
        case when f.prokind operator(pg_catalog.<>) 'a' then 'language ' operator(pg_catalog.||) l.lanname end,
        case when f.prokind operator(pg_catalog.<>) 'a' then case when f.provolatile operator(pg_catalog.=) 'i' then 'immutable'
            when f.provolatile operator(pg_catalog.=) 's' then 'stable' end end,
        case when f.prokind operator(pg_catalog.<>) 'a' and f.proisstrict then 'strict' end,
        case when f.prosecdef then 'security definer' end,
        (
            select pg_catalog.string_agg('set ' operator(pg_catalog.||) pg_catalog.split_part(c.setting, '=', 1), ', '
                order by pg_catalog.split_part(c.setting, '=', 1) collate "C")
            from pg_catalog.unnest(f.proconfig) as c (setting)
        ),
        case
            when f.prosqlbody is not null then 'body of statements'
            when f.prokind operator(pg_catalog.<>) 'a' and l.lanname operator(pg_catalog.<>) all (array['c', 'internal']) then
                'body '
                    operator(pg_catalog.||) pg_catalog.left(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(f.prosrc, 'UTF8')), 'hex'), 16)
        end),
        'pg_catalog.pg_proc'::pg_catalog.regclass, f.oid, 0
    from spaces s
    join pg_catalog.pg_proc f on f.pronamespace operator(pg_catalog.=) s.oid
    join pg_catalog.pg_language l on l.oid operator(pg_catalog.=) f.prolang
    where not exists (
        select from pg_catalog.pg_depend d
        where d.classid operator(pg_catalog.=) 'pg_catalog.pg_proc'::pg_catalog.regclass and d.objid operator(pg_catalog.=) f.oid
            and d.deptype operator(pg_catalog.=) any (array['e', 'i'])
    )

    union all
    select 'operator', array[s.schema, o.oprname operator(pg_catalog.||) ' (' operator(pg_catalog.||) pg_catalog.concat_ws(', ',
            case when o.oprleft operator(pg_catalog.=) 0 then 'none' else pg_catalog.format_type(o.oprleft, null) end,
            pg_catalog.format_type(o.oprright, null)) operator(pg_catalog.||) ')'],
        'returns ' operator(pg_catalog.||) pg_catalog.format_type(o.oprresult, null),
        'pg_catalog.pg_operator'::pg_catalog.regclass, o.oid, 0
    from spaces s
    join pg_catalog.pg_operator o on o.oprnamespace operator(pg_catalog.=) s.oid
    where o.oprcode operator(pg_catalog.<>) 0
        and not exists (select from pg_catalog.pg_depend d where d.classid operator(pg_catalog.=) 'pg_catalog.pg_operator'::pg_catalog.regclass
            and d.objid operator(pg_catalog.=) o.oid and d.deptype operator(pg_catalog.=) 'e')

    union all
    select 'collation', array[s.schema, o.collname::text], case when o.collisdeterministic then '' else 'not deterministic' end,
        'pg_catalog.pg_collation'::pg_catalog.regclass, o.oid, 0
    from spaces s
    join pg_catalog.pg_collation o on o.collnamespace operator(pg_catalog.=) s.oid
    where not exists (select from pg_catalog.pg_depend d where d.classid operator(pg_catalog.=) 'pg_catalog.pg_collation'::pg_catalog.regclass
            and d.objid operator(pg_catalog.=) o.oid and d.deptype operator(pg_catalog.=) 'e')

    union all
    select 'statistics', array[s.schema, o.stxname::text], '',
        'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, o.oid, 0
    from spaces s
    join pg_catalog.pg_statistic_ext o on o.stxnamespace operator(pg_catalog.=) s.oid

    union all
    select 'publication', array[p.pubname::text], pg_catalog.concat_ws(', ',
        case when p.puballtables then 'all tables' end,
        case when not (p.pubinsert and p.pubupdate and p.pubdelete and p.pubtruncate) then
            'publishes ' operator(pg_catalog.||) pg_catalog.concat_ws(' ',
                case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
                case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end) end,
        case when p.pubviaroot then 'via root' end),
        'pg_catalog.pg_publication'::pg_catalog.regclass, p.oid, 0
    from pg_catalog.pg_publication p

    union all
    select 'event trigger', array[e.evtname::text], pg_catalog.concat_ws(', ',
        'on ' operator(pg_catalog.||) e.evtevent,
        'for ' operator(pg_catalog.||) pg_catalog.array_to_string(e.evttags, ' or '),
        pg_catalog.format('executes %s.%s()', n.nspname, f.proname),
        case when e.evtenabled operator(pg_catalog.=) any (array['D', 'R']) then 'disabled' end),
        'pg_catalog.pg_event_trigger'::pg_catalog.regclass, e.oid, 0
    from pg_catalog.pg_event_trigger e
    join pg_catalog.pg_proc f on f.oid operator(pg_catalog.=) e.evtfoid
    join pg_catalog.pg_namespace n on n.oid operator(pg_catalog.=) f.pronamespace
)
select found.kind, found.path[1] as schema, found.path[2] as name, found.path[3] as part, found.definition, d.description as comment
from found
left join pg_catalog.pg_description d on d.classoid operator(pg_catalog.=) found.class and d.objoid operator(pg_catalog.=) found.id
    and d.objsubid operator(pg_catalog.=) found.number
union all
select '', pg_catalog.set_config('search_path', before.path, true), null, null, '', null
from before
where (select pg_catalog.count(*) from found) operator(pg_catalog.>=) 0
