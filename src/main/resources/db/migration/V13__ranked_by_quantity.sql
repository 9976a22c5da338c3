-- Enforcement is ranked by its main measure like the other datasets. The first index was of events, which half of its
-- series do not state.
drop index enforcement_action_ranked;
create index enforcement_action_ranked on enforcement_action (series, coalesce(quantity, '-Infinity') desc, key)
    include (id, quantity, period_start, period_end, action, item, agency, place, citizenship, border, unit)
    where revision_to = 2147483647 and issued_to = '9999-12-31 00:00:00+00' and not withdrawn;
