with before as materialized (
    -- What is printed names what the path does not show by its schema. It is set first, because all else reads it, and restored by the last row.
    select pg_catalog.current_setting('search_path') as path, pg_catalog.set_config('search_path', 'pg_catalog', true) as now
), spaces as materialized (
    select n.oid, n.nspname::text as schema
    from before cross join pg_catalog.pg_namespace n
    where before.now is not null and n.nspname::text operator(pg_catalog.=) any (array[{schemas}]::text[])
), relations as materialized (
    select c.oid, c.relkind, c.relispartition, c.relpartbound, s.schema, c.relname::text as name,
        case when c.relkind operator(pg_catalog.=) 'v' then 'view' when c.relkind operator(pg_catalog.=) 'm' then 'materialized view'
            else 'table' end as kind
    from spaces s
    join pg_catalog.pg_class c on c.relnamespace operator(pg_catalog.=) s.oid
    where c.relkind operator(pg_catalog.=) any (array['r', 'p', 'f', 'v', 'm'])
), found as materialized (
    select r.kind, array[r.schema, r.name] as path, pg_catalog.pg_get_viewdef(r.oid, true) as printed
    from relations r
    where r.relkind operator(pg_catalog.=) any (array['v', 'm'])

    union all
    select r.kind, array[r.schema, r.name],
        pg_catalog.concat_ws(' ', pg_catalog.pg_get_partkeydef(r.oid), pg_catalog.pg_get_expr(r.relpartbound, r.oid))
    from relations r
    where r.relkind operator(pg_catalog.=) 'p' or r.relispartition

    union all
    select 'column', array[r.schema, r.name, a.attname::text], pg_catalog.pg_get_expr(d.adbin, d.adrelid)
    from relations r
    join pg_catalog.pg_attrdef d on d.adrelid operator(pg_catalog.=) r.oid
    join pg_catalog.pg_attribute a on a.attrelid operator(pg_catalog.=) r.oid and a.attnum operator(pg_catalog.=) d.adnum

    union all
    select 'constraint', array[r.schema, r.name, c.conname::text], pg_catalog.pg_get_constraintdef(c.oid)
    from relations r
    join pg_catalog.pg_constraint c on c.conrelid operator(pg_catalog.=) r.oid
    where c.contype operator(pg_catalog.=) any (array['c', 'x']) and c.conparentid operator(pg_catalog.=) 0

    union all
    select 'index', array[r.schema, r.name, x.relname::text], pg_catalog.pg_get_indexdef(i.indexrelid)
    from relations r
    join pg_catalog.pg_index i on i.indrelid operator(pg_catalog.=) r.oid
    join pg_catalog.pg_class x on x.oid operator(pg_catalog.=) i.indexrelid
    where i.indexprs is not null or i.indpred is not null

    union all
    select 'trigger', array[r.schema, r.name, t.tgname::text], pg_catalog.pg_get_triggerdef(t.oid)
    from relations r
    join pg_catalog.pg_trigger t on t.tgrelid operator(pg_catalog.=) r.oid
    where not t.tgisinternal and t.tgparentid operator(pg_catalog.=) 0 and t.tgqual is not null

    union all
    select 'policy', array[r.schema, r.name, p.polname::text],
        pg_catalog.concat_ws(' ',
            'using (' operator(pg_catalog.||) pg_catalog.pg_get_expr(p.polqual, p.polrelid) operator(pg_catalog.||) ')',
            'with check (' operator(pg_catalog.||) pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) operator(pg_catalog.||) ')')
    from relations r
    join pg_catalog.pg_policy p on p.polrelid operator(pg_catalog.=) r.oid

    union all
    select 'rule', array[r.schema, r.name, w.rulename::text], pg_catalog.pg_get_ruledef(w.oid)
    from relations r
    join pg_catalog.pg_rewrite w on w.ev_class operator(pg_catalog.=) r.oid
    where w.rulename operator(pg_catalog.<>) '_RETURN'

    union all
    select 'type', array[s.schema, t.typname::text], pg_catalog.pg_get_expr(t.typdefaultbin, 0)
    from spaces s
    join pg_catalog.pg_type t on t.typnamespace operator(pg_catalog.=) s.oid
    where t.typtype operator(pg_catalog.=) 'd' and t.typdefaultbin is not null

    union all
    select 'constraint', array[s.schema, t.typname::text, c.conname::text], pg_catalog.pg_get_constraintdef(c.oid)
    from spaces s
    join pg_catalog.pg_type t on t.typnamespace operator(pg_catalog.=) s.oid
    join pg_catalog.pg_constraint c on c.contypid operator(pg_catalog.=) t.oid
    where c.contype operator(pg_catalog.=) 'c'

    union all
    select 'function', array[s.schema, f.proname operator(pg_catalog.||) '(' operator(pg_catalog.||) coalesce((
            select pg_catalog.string_agg(pg_catalog.format_type(k.type, null), ', ' order by k.place)
            from pg_catalog.unnest(f.proargtypes::pg_catalog.oid[]) with ordinality as k (type, place)
        ), '') operator(pg_catalog.||) ')'],
        {function}
    from spaces s
    join pg_catalog.pg_proc f on f.pronamespace operator(pg_catalog.=) s.oid
    where f.prokind operator(pg_catalog.<>) 'a'
        and (f.pronargdefaults operator(pg_catalog.>) 0 or f.prosqlbody is not null or f.proconfig is not null)

    union all
    select 'statistics', array[s.schema, o.stxname::text], pg_catalog.pg_get_statisticsobjdef(o.oid)
    from spaces s
    join pg_catalog.pg_statistic_ext o on o.stxnamespace operator(pg_catalog.=) s.oid
)
select kind, path[1] as schema, path[2] as name, path[3] as part,
    {definition} as definition, null::pg_catalog.text as comment
from found
union all
select '', pg_catalog.set_config('search_path', before.path, true), pg_catalog.current_setting('server_version_num'), null, '', null
from before
where (select pg_catalog.count(*) from found) operator(pg_catalog.>=) 0
