-- What was said in words, with or without a number, and what editors say of it. Rows are only ever added.

-- A claim as one release has it: one row for each appearance, all under the same code.
create table claim (
    id integer generated always as identity primary key,
    release_id integer not null references release,
    code text collate "C" not null,
    number integer not null check (number > 0),
    statement text not null,
    speaker text not null,
    speaker_kind text not null check (speaker_kind in ('named', 'organisation', 'unnamed-source')),
    stated_on date not null,
    locator text not null,
    value numeric,
    value_high numeric,
    qualifier text,
    unit text,
    -- Of a redacted claim value_hash stays that of the original; redacted_hash is that of what is left.
    value_hash bytea not null,
    redacted_in integer,
    redacted_hash bytea,
    unique (release_id, code),
    unique (release_id, number),
    check ((value is null) = (qualifier is null)),
    constraint claim_redacted check ((redacted_in is null) = (redacted_hash is null))
);
create index claim_by_code on claim (code);

-- The question that a claim with a number answers, and the nearest one that figures can answer.
create table claim_query (
    claim_id integer not null references claim,
    kind text not null check (kind in ('stated', 'nearest')),
    series text collate "C" not null,
    measure text not null,
    -- such as action=seizure&item=engines, sorted by name; '' for none
    codes text collate "C" not null,
    period_start date not null,
    -- null is open: to the day of the claim
    period_end date,
    primary key (claim_id, kind),
    check (period_start <= period_end)
);
create index claim_query_by_series on claim_query (series);

-- What an editor says of a claim; the one of the newest revision counts.
create table claim_review (
    claim text collate "C" not null,
    revision integer not null references revision,
    -- only of claims without a number; that of a number is computed
    relation text,
    -- codes separated by one space; '' for none
    reasons text not null,
    note text,
    reviewer text not null,
    primary key (claim, revision)
);
create index claim_review_by_revision on claim_review (revision);

-- A review is of a claim, not of a release.
alter table revision drop constraint revision_action_check;
alter table revision add constraint revision_action_check
    check (action in ('publish', 'retract', 'correct', 'redact', 'review'));
alter table revision drop constraint revision_of;
alter table revision add constraint revision_of check ((release_id is null) = (action in ('redact', 'review')));
