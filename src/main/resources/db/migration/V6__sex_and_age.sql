-- Who crossed, where a publisher tells people apart by it. Null in every figure from before, which says nothing of it.
alter table crossing add column sex text;
alter table crossing add column age_group text;

-- From which revision on the file of a revision has the column: the first that made a figure with it.
create index crossing_with_sex on crossing (revision_from) where sex is not null;
create index crossing_with_age_group on crossing (revision_from) where age_group is not null;
