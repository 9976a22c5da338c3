-- What keeps the ledger whole: digests that follow from each other, corrections, redactions, and a record of every import.

-- The digest of a revision covers what it did and the digest before it; null only until the first start after this
-- migration, which fills it in.
alter table revision add column digest bytea;
alter table revision drop constraint revision_action_check;
alter table revision add constraint revision_action_check check (action in ('publish', 'retract', 'correct', 'redact'));
-- A redaction is of figures, not of a release.
alter table revision alter column release_id drop not null;
alter table revision add constraint revision_of check ((release_id is null) = (action = 'redact'));

-- A document that was read wrongly is read again as a release of its own: the bytes are the same.
drop index release_bytes;
create index release_bytes on release (sha256) where sha256 is not null;

-- A value that had to go from every revision; only its digest stays, so that it is not taken in again.
create table redaction (
    revision integer primary key references revision,
    dataset text not null,
    attribute text not null,
    value_sha256 bytea not null
);

-- Of a redacted figure value_hash stays that of the original; redacted_hash is that of what is left.
alter table crossing add column redacted_in integer, add column redacted_hash bytea,
    add constraint crossing_redacted check ((redacted_in is null) = (redacted_hash is null));
alter table enforcement_action add column redacted_in integer, add column redacted_hash bytea,
    add constraint enforcement_action_redacted check ((redacted_in is null) = (redacted_hash is null));
alter table spending_line add column redacted_in integer, add column redacted_hash bytea,
    add constraint spending_line_redacted check ((redacted_in is null) = (redacted_hash is null));

-- What one revision made and closed, for its digest and its list of changes: without these, each would read the table.
create index crossing_made on crossing (revision_from, key);
create index crossing_closed on crossing (revision_to, key) where revision_to <> 2147483647;
create index enforcement_action_made on enforcement_action (revision_from, key);
create index enforcement_action_closed on enforcement_action (revision_to, key) where revision_to <> 2147483647;
create index spending_line_made on spending_line (revision_from, key);
create index spending_line_closed on spending_line (revision_to, key) where revision_to <> 2147483647;

-- Every file that was offered, whatever came of it.
create table import (
    id integer generated always as identity primary key,
    attempted_at timestamptz not null,
    file text not null,
    bytes bigint,
    sha256 text collate "C",
    outcome text not null check (outcome in ('published', 'corrected', 'unchanged', 'refused')),
    release text collate "C",
    revision integer references revision,
    findings text not null
);
