-- The ledger. Rows are only ever added; the one field that is set later, once, is revision_to.

-- One published document as it stood once.
create table release (
    id integer generated always as identity primary key,
    code text collate "C" not null unique,
    format text not null,
    publisher text not null,
    title text not null,
    kind text not null,
    url text,
    via text,
    issued_at timestamptz not null,
    issued_precision text not null,
    issued_basis text not null,
    edition text collate "C",
    retrieved_at timestamptz,
    sha256 text collate "C",
    licence text,
    version_of text collate "C",
    change_kind text not null,
    revision integer not null
);
create unique index release_bytes on release (sha256) where sha256 is not null;

-- What a release covers of each series in it; a complete one withdraws what it leaves out.
create table release_series (
    release_id integer not null references release,
    series text collate "C" not null,
    covers_from date,
    covers_to date,
    complete boolean not null,
    stated integer not null,
    primary key (release_id, series),
    check (not complete or (covers_from is not null and covers_to is not null))
);
create index release_series_by_series on release_series (series);

-- One publish (or retraction), numbered from 1 without gaps.
create table revision (
    number integer primary key,
    recorded_at timestamptz not null,
    action text not null check (action in ('publish', 'retract')),
    release_id integer not null references release,
    reason text
);

-- What a revision did to each series.
create table revision_series (
    revision integer not null references revision,
    series text collate "C" not null,
    dataset text not null,
    added integer not null,
    revised integer not null,
    withdrawn integer not null,
    confirmed integer not null,
    backdated integer not null,
    primary key (revision, series)
);
create index revision_series_by_dataset on revision_series (dataset, revision desc);

-- A release taken out of the timeline; the release itself stays.
create table retraction (
    release_id integer primary key references release,
    revision integer not null references revision,
    reason text not null
);

create sequence figure_id;

-- Which release stated which figure, where, and how the publisher marked it. A value that many editions repeat is one
-- figure and many statements.
create table statement (
    figure_id bigint not null,
    release_id integer not null references release,
    locator text not null,
    publisher_flag text,
    primary key (figure_id, release_id)
);
create index statement_by_release on statement (release_id);
