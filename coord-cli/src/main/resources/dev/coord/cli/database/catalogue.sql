-- Every object of the user's schemas with what it is, in no order. Column order, owners and numbers of objects are left out.
with space as (
    select oid from pg_catalog.pg_namespace
    where nspname !~ '^pg_' and nspname not in ('information_schema', 'coord_scratch')
), extended as (
    select classid, objid from pg_catalog.pg_depend where deptype = 'e'
), object (classid, objid, part, what, acl) as (
    select 'pg_catalog.pg_namespace'::pg_catalog.regclass, n.oid, 0, 'schema', n.nspacl
    from pg_catalog.pg_namespace n join space using (oid)
    union all
    select 'pg_catalog.pg_class'::pg_catalog.regclass, c.oid, 0,
        pg_catalog.concat_ws(' ', c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.relreplident,
            (select pg_catalog.string_agg(o, ',' order by o) from pg_catalog.unnest(c.reloptions) o),
            case when c.relkind in ('v', 'm') then pg_catalog.pg_get_viewdef(c.oid) end,
            case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end,
            pg_catalog.pg_get_expr(c.relpartbound, c.oid),
            (select pg_catalog.string_agg(i.inhparent::pg_catalog.regclass::text, ',' order by i.inhseqno)
                from pg_catalog.pg_inherits i where i.inhrelid = c.oid),
            (select pg_catalog.concat_ws(' ', s.seqtypid::pg_catalog.regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax,
                s.seqcache, s.seqcycle) from pg_catalog.pg_sequence s where s.seqrelid = c.oid)),
        c.relacl
    from pg_catalog.pg_class c join space on space.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f', 'c')
    union all
    select 'pg_catalog.pg_class'::pg_catalog.regclass, a.attrelid, a.attnum::int,
        pg_catalog.concat_ws(' ', pg_catalog.format_type(a.atttypid, a.atttypmod),
            case when a.attnotnull then 'not null' end,
            'default ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated, a.attstorage,
            case when a.attcollation <> t.typcollation
                then 'collate ' || (select l.collname from pg_catalog.pg_collation l where l.oid = a.attcollation) end),
        a.attacl
    from pg_catalog.pg_attribute a
        join pg_catalog.pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'f', 'c')
        join space on space.oid = c.relnamespace
        join pg_catalog.pg_type t on t.oid = a.atttypid
        left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped
    union all
    select 'pg_catalog.pg_constraint'::pg_catalog.regclass, k.oid, 0,
        pg_catalog.concat_ws(' ', pg_catalog.pg_get_constraintdef(k.oid), k.convalidated), null
    from pg_catalog.pg_constraint k join space on space.oid = k.connamespace
    union all
    select 'pg_catalog.pg_class'::pg_catalog.regclass, i.indexrelid, 0,
        pg_catalog.concat_ws(' ', pg_catalog.pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisclustered, i.indisreplident), null
    from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid join space on space.oid = c.relnamespace
    union all
    select 'pg_catalog.pg_trigger'::pg_catalog.regclass, g.oid, 0,
        pg_catalog.concat_ws(' ', pg_catalog.pg_get_triggerdef(g.oid), g.tgenabled), null
    from pg_catalog.pg_trigger g join pg_catalog.pg_class c on c.oid = g.tgrelid join space on space.oid = c.relnamespace
    where not g.tgisinternal
    union all
    select 'pg_catalog.pg_rewrite'::pg_catalog.regclass, w.oid, 0,
        pg_catalog.concat_ws(' ', pg_catalog.pg_get_ruledef(w.oid), w.ev_enabled), null
    from pg_catalog.pg_rewrite w join pg_catalog.pg_class c on c.oid = w.ev_class join space on space.oid = c.relnamespace
    where w.rulename <> '_RETURN'
    union all
    select 'pg_catalog.pg_policy'::pg_catalog.regclass, p.oid, 0,
        pg_catalog.concat_ws(' ', p.polcmd, p.polpermissive,
            (select pg_catalog.string_agg(coalesce(r.rolname, 'public'), ',' order by r.rolname)
                from pg_catalog.unnest(p.polroles) one left join pg_catalog.pg_roles r on r.oid = one),
            'using ' || pg_catalog.pg_get_expr(p.polqual, p.polrelid),
            'with check ' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)), null
    from pg_catalog.pg_policy p join pg_catalog.pg_class c on c.oid = p.polrelid join space on space.oid = c.relnamespace
    union all
    select 'pg_catalog.pg_proc'::pg_catalog.regclass, f.oid, 0,
        case when f.prokind = 'a'
            then (select pg_catalog.concat_ws(' ', a.aggtransfn, a.aggfinalfn, a.aggtranstype::pg_catalog.regtype, a.agginitval)
                from pg_catalog.pg_aggregate a where a.aggfnoid = f.oid)
            else pg_catalog.pg_get_functiondef(f.oid) end, f.proacl
    from pg_catalog.pg_proc f join space on space.oid = f.pronamespace
    union all
    select 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid, 0,
        pg_catalog.concat_ws(' ', t.typtype,
            (select pg_catalog.string_agg(e.enumlabel, ',' order by e.enumsortorder) from pg_catalog.pg_enum e where e.enumtypid = t.oid),
            case when t.typtype = 'd' then pg_catalog.format_type(t.typbasetype, t.typtypmod) end,
            case when t.typnotnull then 'not null' end, 'default ' || t.typdefault,
            (select r.rngsubtype::pg_catalog.regtype::text from pg_catalog.pg_range r where r.rngtypid = t.oid)), t.typacl
    from pg_catalog.pg_type t join space on space.oid = t.typnamespace
    where t.typtype in ('e', 'd', 'r')
    union all
    select 'pg_catalog.pg_extension'::pg_catalog.regclass, x.oid, 0, x.extversion, null
    from pg_catalog.pg_extension x where x.extname <> 'plpgsql'
    union all
    select 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, s.oid, 0, pg_catalog.pg_get_statisticsobjdef(s.oid), null
    from pg_catalog.pg_statistic_ext s join space on space.oid = s.stxnamespace
    union all
    select 'pg_catalog.pg_publication'::pg_catalog.regclass, p.oid, 0,
        pg_catalog.concat_ws(' ', p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot,
            (select pg_catalog.string_agg(r.prrelid::pg_catalog.regclass::text, ',' order by r.prrelid::pg_catalog.regclass::text)
                from pg_catalog.pg_publication_rel r where r.prpubid = p.oid)), null
    from pg_catalog.pg_publication p
    union all
    select 'pg_catalog.pg_operator'::pg_catalog.regclass, o.oid, 0,
        pg_catalog.concat_ws(' ', o.oprcode, o.oprrest, o.oprjoin, o.oprcanmerge, o.oprcanhash), null
    from pg_catalog.pg_operator o join space on space.oid = o.oprnamespace
    union all
    select 'pg_catalog.pg_cast'::pg_catalog.regclass, c.oid, 0,
        pg_catalog.concat_ws(' ', c.castcontext, c.castmethod, c.castfunc::pg_catalog.regprocedure), null
    from pg_catalog.pg_cast c where c.oid >= 16384
    union all
    select 'pg_catalog.pg_collation'::pg_catalog.regclass, l.oid, 0,
        pg_catalog.concat_ws(' ', l.collprovider, l.collcollate, l.collctype, l.collisdeterministic), null
    from pg_catalog.pg_collation l join space on space.oid = l.collnamespace
    union all
    select 'pg_catalog.pg_ts_config'::pg_catalog.regclass, c.oid, 0,
        (select pg_catalog.string_agg(m.maptokentype || ':' || m.mapdict::pg_catalog.regdictionary, ',' order by m.maptokentype, m.mapseqno)
            from pg_catalog.pg_ts_config_map m where m.mapcfg = c.oid), null
    from pg_catalog.pg_ts_config c join space on space.oid = c.cfgnamespace
    union all
    select 'pg_catalog.pg_foreign_server'::pg_catalog.regclass, s.oid, 0,
        (select pg_catalog.string_agg(o, ',' order by o) from pg_catalog.unnest(s.srvoptions) o), s.srvacl
    from pg_catalog.pg_foreign_server s
    union all
    select 'pg_catalog.pg_event_trigger'::pg_catalog.regclass, e.oid, 0,
        pg_catalog.concat_ws(' ', e.evtevent, e.evtfoid::pg_catalog.regprocedure, e.evtenabled, e.evttags), null
    from pg_catalog.pg_event_trigger e where e.evtname !~ '^coord_scratch_'
    union all
    select 'pg_catalog.pg_default_acl'::pg_catalog.regclass, d.oid, 0, d.defaclobjtype::text, d.defaclacl
    from pg_catalog.pg_default_acl d
)
select named.type, named.identity,
    pg_catalog.concat_ws(' ', o.what,
        (select 'granted ' || pg_catalog.string_agg(one::text, ',' order by one::text) from pg_catalog.unnest(o.acl) one),
        'comment ' || pg_catalog.quote_literal(
            (select c.description from pg_catalog.pg_description c
                where c.classoid = o.classid and c.objoid = o.objid and c.objsubid = o.part)))
from object o
    cross join lateral pg_catalog.pg_identify_object(o.classid, o.objid, o.part) named
where not exists (select from extended x where x.classid = o.classid and x.objid = o.objid)
    and named.identity is not null
