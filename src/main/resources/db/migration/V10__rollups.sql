-- What the current figures of a series add up to, so that sums of a million figures need not read them. Derived from the
-- tables of figures; every revision brings it up to date in its own transaction. The first start after this migration fills
-- it in (Ledger.rollUp), as it does where the declaration of a series changes.

-- Figures of one period that differ in nothing that a sum tells apart, added up; all of them have the same measures.
create table rollup (
    series text collate "C" not null,
    -- each figure is in it once for all codes together ('', code null), and once for its code of each dimension
    dimension text not null,
    code text,
    period_start date not null,
    period_end date not null,
    -- unit or currency, where the dataset has one
    unit text,
    -- that they are neither rates nor parts of another figure, of which a sum is another question
    plain boolean not null,
    status text not null,
    qualifier text not null,
    release_id integer not null references release,
    -- of the first figure by its key; it is in no other row of the dimension
    first_key text collate "C" not null,
    figures bigint not null check (figures > 0),
    -- of each measure in the dataset's order; null where the figures have no value of it
    sums numeric[] not null,
    -- of the higher ends, where the qualifier is between
    value_high numeric,
    primary key (series, dimension, period_start, period_end, first_key)
);

-- Of which revision the rollup of a series is; where a later one touched the series, it does not hold.
create table rolled_up (
    series text collate "C" primary key,
    -- the names of those that it has rows of, separated by one space; '' for none
    dimensions text not null,
    revision integer not null
);
