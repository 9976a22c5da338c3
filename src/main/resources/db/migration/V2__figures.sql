-- The figures of the three datasets. Each row is a value and the rectangle of the two clocks in which it stands:
-- issued_from <= asOf < issued_to, revision_from <= revision < revision_to. 9999-12-31 and 2147483647 stand for "still".

-- People and boats that crossed.
create table crossing (
    id bigint primary key default nextval('figure_id'),
    key text collate "C" not null,
    series text collate "C" not null,
    period_start date not null,
    period_end date not null,
    route text,
    citizenship text,
    category text,
    people bigint,
    boats bigint,
    uncontrolled_landings bigint,
    status text not null,
    measure_status text,
    revised boolean not null,
    publisher_flag text,
    qualifier text not null,
    value_high numeric,
    original_text text,
    withdrawn boolean not null,
    value_hash bytea,
    release_id integer not null references release,
    locator text,
    issued_from timestamptz not null,
    issued_to timestamptz not null,
    revision_from integer not null,
    revision_to integer not null,
    check (period_start <= period_end),
    check (issued_from <= issued_to),
    check (revision_from < revision_to),
    check (withdrawn = (value_hash is null)),
    check (withdrawn or locator is not null)
);
create unique index crossing_once on crossing (key, release_id, revision_from);
create index crossing_by_key on crossing (key, issued_from);
create index crossing_current on crossing (series, period_end desc, key)
    where revision_to = 2147483647 and issued_to = '9999-12-31 00:00:00+00';
create index crossing_standing on crossing (series, issued_from) where revision_to = 2147483647;
create index crossing_by_release on crossing (release_id) where revision_to = 2147483647;

-- What authorities did.
create table enforcement_action (
    id bigint primary key default nextval('figure_id'),
    key text collate "C" not null,
    series text collate "C" not null,
    period_start date not null,
    period_end date not null,
    action text,
    item text,
    agency text,
    place text,
    events bigint,
    quantity numeric,
    unit text,
    status text not null,
    measure_status text,
    revised boolean not null,
    publisher_flag text,
    qualifier text not null,
    value_high numeric,
    original_text text,
    withdrawn boolean not null,
    value_hash bytea,
    release_id integer not null references release,
    locator text,
    issued_from timestamptz not null,
    issued_to timestamptz not null,
    revision_from integer not null,
    revision_to integer not null,
    check (period_start <= period_end),
    check (issued_from <= issued_to),
    check (revision_from < revision_to),
    check (withdrawn = (value_hash is null)),
    check (withdrawn or locator is not null)
);
create unique index enforcement_action_once on enforcement_action (key, release_id, revision_from);
create index enforcement_action_by_key on enforcement_action (key, issued_from);
create index enforcement_action_current on enforcement_action (series, period_end desc, key)
    where revision_to = 2147483647 and issued_to = '9999-12-31 00:00:00+00';
create index enforcement_action_standing on enforcement_action (series, issued_from) where revision_to = 2147483647;
create index enforcement_action_by_release on enforcement_action (release_id) where revision_to = 2147483647;

-- Money announced, allocated, committed, disbursed or spent.
create table spending_line (
    id bigint primary key default nextval('figure_id'),
    key text collate "C" not null,
    series text collate "C" not null,
    period_start date not null,
    period_end date not null,
    stage text,
    funder text,
    recipient text,
    programme text,
    purpose text,
    amount numeric,
    currency text,
    per text,
    transaction text,
    part_of text collate "C",
    status text not null,
    measure_status text,
    revised boolean not null,
    publisher_flag text,
    qualifier text not null,
    value_high numeric,
    original_text text,
    withdrawn boolean not null,
    value_hash bytea,
    release_id integer not null references release,
    locator text,
    issued_from timestamptz not null,
    issued_to timestamptz not null,
    revision_from integer not null,
    revision_to integer not null,
    check (period_start <= period_end),
    check (issued_from <= issued_to),
    check (revision_from < revision_to),
    check (withdrawn = (value_hash is null)),
    check (withdrawn or locator is not null)
);
create unique index spending_line_once on spending_line (key, release_id, revision_from);
create index spending_line_by_key on spending_line (key, issued_from);
create index spending_line_current on spending_line (series, period_end desc, key)
    where revision_to = 2147483647 and issued_to = '9999-12-31 00:00:00+00';
create index spending_line_standing on spending_line (series, issued_from) where revision_to = 2147483647;
create index spending_line_by_release on spending_line (release_id) where revision_to = 2147483647;
