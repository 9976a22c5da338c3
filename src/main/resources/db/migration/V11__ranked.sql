-- The current figures of a series from the largest down, with all that they are filtered by: a page of the largest is read
-- from the index alone, whatever codes and days are asked for, and its rows afterwards. A figure without a value ranks
-- below every other, in the words of the formula of its entity.
create index crossing_ranked on crossing (series, coalesce(people, -9223372036854775807) desc, key)
    include (id, people, period_start, period_end, route, citizenship, category, sex, age_group, place, demographic,
        authority)
    where revision_to = 2147483647 and issued_to = '9999-12-31 00:00:00+00' and not withdrawn;
create index enforcement_action_ranked on enforcement_action (series, coalesce(events, -9223372036854775807) desc, key)
    include (id, events, period_start, period_end, action, item, agency, place, citizenship, border, unit)
    where revision_to = 2147483647 and issued_to = '9999-12-31 00:00:00+00' and not withdrawn;
create index spending_line_ranked on spending_line (series, coalesce(amount, '-Infinity') desc, key)
    include (id, amount, period_start, period_end, stage, funder, recipient, programme, purpose, currency)
    where revision_to = 2147483647 and issued_to = '9999-12-31 00:00:00+00' and not withdrawn;
