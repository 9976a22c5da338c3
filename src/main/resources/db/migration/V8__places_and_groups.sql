-- What further publishers tell crossings, actions and payments apart by, and say of them. Null in every figure from before,
-- which says nothing of it.
alter table crossing add column place text, add column demographic text, add column authority text;
alter table enforcement_action add column citizenship text, add column border text;
alter table spending_line add column paid_on text, add column occurrence text, add column recipient_name text,
    add column programme_name text, add column purpose_name text;

-- From which revision on the file of a revision has a column that came later: the first that made a figure with it. In the
-- place of an index for each such column, which every row of a large import would have to be put into.
create table column_since (
    dataset text not null,
    name text not null,
    revision integer not null references revision,
    primary key (dataset, name)
);
insert into column_since
select 'crossings', 'sex', min(revision_from) from crossing where sex is not null having count(*) > 0
union all
select 'crossings', 'ageGroup', min(revision_from) from crossing where age_group is not null having count(*) > 0;
drop index crossing_with_sex;
drop index crossing_with_age_group;

-- The codes that occur of dimensions whose codes nobody declares, such as payees.
create table open_code (
    series text collate "C" not null,
    dimension text not null,
    code text collate "C" not null,
    primary key (series, dimension, code)
);
