-- What an import came upon, told apart: where, what was found, what was expected, what was done about it.
create table finding (
    import_id integer not null references import,
    number integer not null,
    level text not null check (level in ('note', 'warning', 'error')),
    place text not null,
    found text not null,
    expected text not null,
    done text not null,
    -- the whole row, where it was quarantined
    original text,
    primary key (import_id, number)
);
insert into finding (import_id, number, level, place, found, expected, done)
select i.id, f.number, m[1], m[2], m[3], m[4],
    case m[1] when 'error' then 'the file is refused' else 'kept as it is stated' end
from import i
    cross join lateral regexp_split_to_table(nullif(i.findings, ''), E'\n') with ordinality f (line, number)
    cross join lateral regexp_match(f.line, '^(note|warning|error) (.*?): found (.*); expected (.*)$') m
where m is not null;
alter table import drop column findings;
create index import_by_release on import (release) where outcome in ('published', 'corrected');

-- What became of the rows of the file: row_count = stating + passed_over + quarantined.
alter table import
    add column row_count bigint not null default 0,
    add column stating bigint not null default 0,
    add column passed_over bigint not null default 0,
    add column quarantined bigint not null default 0,
    add column figures bigint not null default 0;
