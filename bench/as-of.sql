-- A ledger of 1,000,000 current and 3,000,000 superseded crossings, as 100 weekly releases leave it that were loaded in the
-- order of their issue. Every key has four values, 25 weeks apart. bench/as-of.sh runs this in an empty ledger.
--
-- What a revision writes (Rewrite): the new value, open on both clocks; and the value before it once more, now ending where
-- the new one begins. The row that said that value still stood is closed by the revision. So behind 4,000,000 rows that
-- stand at the newest revision lie 3,000,000 that do not; every row is put where that revision would have put it.
begin;
set local work_mem = '256MB';
set local maintenance_work_mem = '1GB';

insert into release (code, format, publisher, title, kind, url, issued_at, issued_precision, issued_basis, retrieved_at,
        sha256, licence, change_kind, revision)
    select 'generated-' || to_char(n, 'FM000'), 'home-office-small-boats-time-series', 'Home Office',
            'Generated crossings, edition ' || n, 'official-statistics', 'https://generated.example/' || n,
            timestamptz '2023-10-06 09:30:00+00' + n * interval '7 days', 'instant', 'file-metadata',
            timestamptz '2023-10-06 12:00:00+00' + n * interval '7 days', encode(sha256(n::text::bytea), 'hex'),
            'OGL-UK-3.0', 'scheduled', n
        from generate_series(1, 100) n order by n;
insert into release_series (release_id, series, covers_from, covers_to, complete, stated)
    select id, 'uk-small-boats-daily', '2010-01-01', '2023-09-09', false, 40000 from release;
insert into revision (number, recorded_at, action, release_id)
    select revision, retrieved_at + interval '1 day', 'publish', id from release order by revision;
insert into revision_series (revision, series, dataset, added, revised, withdrawn, confirmed, backdated)
    select number, 'uk-small-boats-daily', 'crossings', case when number <= 25 then 40000 else 0 end,
            case when number <= 25 then 0 else 40000 end, 0, 0, 0
        from revision;

-- Filled without indexes and foreign keys, which are made again afterwards as the migrations made them.
create temp table made_again on commit drop as
    select 1 as turn, 'drop index ' || indexname as away, indexdef as again from pg_indexes
        where tablename = 'crossing' and indexname <> 'crossing_pkey'
    union all
    select 2, 'alter table ' || conrelid::regclass || ' drop constraint ' || conname,
            'alter table ' || conrelid::regclass || ' add constraint ' || conname || ' ' || pg_get_constraintdef(oid)
        from pg_constraint where contype = 'f' and conrelid in ('crossing'::regclass, 'statement'::regclass);
do $$ declare statement text; begin
    for statement in select away from made_again loop execute statement; end loop;
end $$;

insert into crossing (key, series, period_start, period_end, route, citizenship, category, people, boats,
        uncontrolled_landings, status, revised, publisher_flag, qualifier, original_text, withdrawn, value_hash, release_id,
        locator, issued_from, issued_to, revision_from, revision_to)
    select 'uk-small-boats-daily:' || day || ':generated-' || n, 'uk-small-boats-daily', day, day, 'channel',
            'citizenship-' || n / 5000 % 10, 'small-boat',
            -- a value is a whole number below 1,000 that looks drawn by lot, and another in each edition
            hashint8extended(n, edition.revision) & 1023, hashint8extended(n, edition.revision) & 31,
            case when n % 3 = 0 then n % 5 end, case when value = 4 then 'A' else 'P' end, value > 1,
            case when value > 1 then 'Revised' end, case when n % 100 = 0 then 'about' else 'exact' end,
            case when n % 100 = 0 then 'about so many' end, false,
            sha256(convert_to(n || ' ' || edition.revision, 'UTF8')), edition.id, 'Table!A' || n, edition.issued_at,
            case when made.revision = edition.revision then timestamptz '9999-12-31 00:00:00+00'
                else edition.issued_at + 25 * interval '7 days' end,
            made.revision,
            case when made.revision = edition.revision and value < 4 then made.revision + 25 else 2147483647 end
        from (
            select n, date '2010-01-01' + n % 5000 as day, n / 5000 % 25 + 1 as first from generate_series(0, 999999) n
        ) keys cross join generate_series(1, 4) value
            join release edition on edition.revision = first + 25 * (value - 1)
            -- the revision that made the value, and the next of this key that ended it
            cross join lateral (
                select edition.revision union all select edition.revision + 25 where value < 4
            ) made (revision)
        order by made.revision, n;
insert into statement (figure_id, release_id, locator, publisher_flag)
    select f.id, f.release_id, f.locator, f.publisher_flag
        from crossing f join release r on r.id = f.release_id and r.revision = f.revision_from;

do $$ declare statement text; begin
    for statement in select again from made_again order by turn loop execute statement; end loop;
end $$;
commit;
vacuum analyze crossing, statement, release, release_series, revision, revision_series;
