-- Figures of a monthly series of crossings, as publish leaves them: a release for each year of :rows combinations of month,
-- region, state, demographic group, citizenship and authority, the months up to December 2023. Run by bench/service.py
-- in a ledger that holds nothing of the series; :'series' is its description.
begin;
set local work_mem = '256MB';
set local maintenance_work_mem = '1GB';
set local synchronous_commit = off;

create temp table code on commit drop as
    select dimension, code, row_number() over (partition by dimension order by code) - 1 as number,
            count(*) over (partition by dimension) as total
        from jsonb_each(:'series'::jsonb -> 'dimensions') declared (dimension, codes), jsonb_object_keys(codes) code;
create temp table combination on commit drop as
    select row_number() over (order by p.code, r.code, d.code, c.code, a.code) - 1 as number, r.code as route,
            p.code as place, d.code as demographic, c.code as citizenship, a.code as authority
        from code r, code p, code d, code c, code a
        where r.dimension = 'route' and p.dimension = 'place' and d.dimension = 'demographic'
            and c.dimension = 'citizenship' and a.dimension = 'authority';
create temp table month on commit drop as
    select n as number, (date '2023-12-01' - n * interval '1 month')::date as first,
            (date '2024-01-01' - n * interval '1 month')::date - 1 as last,
            extract(year from date '2023-12-01' - n * interval '1 month')::integer as year
        from generate_series(0, (:rows - 1) / (select count(*)::integer from combination)) n;
create temp table edition on commit drop as
    select year, row_number() over (order by year) + (select max(number) from revision) as revision,
            min(first) as first, max(last) as last
        from month group by year;
insert into release (code, format, publisher, title, kind, url, issued_at, issued_precision, issued_basis, retrieved_at,
        sha256, licence, change_kind, revision)
    select 'cbp-nationwide-encounters-' || year || '-generated', 'cbp-nationwide-encounters',
            'US Customs and Border Protection', 'Nationwide Encounters by state, generated', 'official-statistics',
            'https://www.cbp.gov/newsroom/stats/nationwide-encounters',
            (last + 18 + time '12:00') at time zone 'UTC', 'day', 'given', (last + 19 + time '12:00') at time zone 'UTC',
            encode(sha256(revision::text::bytea), 'hex'), 'US-PD', 'scheduled', revision
        from edition order by year;
insert into revision (number, recorded_at, action, release_id)
    select revision, now(), 'publish', id from release where title like '%generated' order by revision;
insert into column_since
    select 'crossings', name, (select min(revision) from edition) from unnest('{place,demographic,authority}'::text[]) name
    on conflict do nothing;

-- Filled without indexes and foreign keys, which are made again afterwards as the migrations made them.
create temp table made_again on commit drop as
    select 1 as turn, 'drop index ' || indexname as away, indexdef as again from pg_indexes
        where tablename = 'crossing' and indexname <> 'crossing_pkey'
    union all
    select 2, 'alter table ' || conrelid::regclass || ' drop constraint ' || conname,
            'alter table ' || conrelid::regclass || ' add constraint ' || conname || ' ' || pg_get_constraintdef(oid)
        from pg_constraint where contype = 'f' and conrelid in ('crossing'::regclass, 'statement'::regclass)
    order by 1 desc;
do $$ declare statement text; begin
    for statement in select away from made_again loop execute statement; end loop;
end $$;

insert into crossing (key, series, period_start, period_end, route, citizenship, category, people, place, demographic,
        authority, status, revised, qualifier, withdrawn, value_hash, release_id, locator, issued_from, issued_to,
        revision_from, revision_to)
    select concat_ws(':', 'us-cbp-encounters-monthly', to_char(m.first, 'YYYY-MM'), c.route, c.place, c.demographic,
            c.citizenship, c.authority), 'us-cbp-encounters-monthly', m.first, m.last, c.route, c.citizenship, 'encounter',
            -- a whole number below 1,024 that looks drawn by lot
            hashint8extended(c.number, m.number) & 1023, c.place, c.demographic, c.authority, 'A', false, 'exact', false,
            sha256(convert_to(m.number || ' ' || c.number, 'UTF8')), r.id,
            'nationwide-encounters.csv!I' || m.number * (select count(*) from combination) + c.number + 2, r.issued_at,
            '9999-12-31 00:00:00+00', r.revision, 2147483647
        from month m cross join combination c join edition e on e.year = m.year join release r on r.revision = e.revision
        where m.number * (select count(*) from combination) + c.number < :rows
        order by r.revision, 1;
insert into statement (figure_id, release_id, locator)
    select f.id, f.release_id, f.locator from crossing f where f.series = 'us-cbp-encounters-monthly';
insert into release_series (release_id, series, covers_from, covers_to, complete, stated)
    select r.id, 'us-cbp-encounters-monthly', e.first, e.last, false,
            (select count(*) from crossing f where f.release_id = r.id)
        from edition e join release r on r.revision = e.revision;
insert into revision_series (revision, series, dataset, added, revised, withdrawn, confirmed, backdated)
    select r.revision, s.series, 'crossings', s.stated, 0, 0, 0, 0
        from release_series s join release r on r.id = s.release_id where s.series = 'us-cbp-encounters-monthly';

do $$ declare statement text; begin
    for statement in select again from made_again order by turn loop execute statement; end loop;
end $$;
commit;
vacuum analyze crossing, statement, release, release_series, revision, revision_series;
