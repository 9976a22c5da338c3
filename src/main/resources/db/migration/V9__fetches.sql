-- Every request to a publisher that came to an end, and what came of it; rows are only ever added. ("fetch" is a reserved word.)
create table fetched (
    id integer generated always as identity primary key,
    fetched_at timestamptz not null,
    -- the declared source that asked, and the address that was asked, before any redirect
    source text not null,
    address text collate "C" not null,
    -- of HTTP, null where no answer came
    status integer,
    outcome text not null check (outcome in ('read', 'incomplete', 'imported', 'unchanged', 'refused', 'failed')),
    -- what the next request is made conditional by
    etag text,
    last_modified text,
    bytes bigint,
    sha256 text collate "C",
    release text collate "C",
    found text,
    expected text
);
create index fetched_by_address on fetched (address, outcome, id desc);
