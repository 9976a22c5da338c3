-- What stands at an instant, in the order of the days, without a look at the table: as-of pages, spans, coverage and the
-- newest figure. In the place of the index that knew only when a value began.
drop index crossing_standing;
create index crossing_standing on crossing (series, period_end desc, period_start desc, issued_from, issued_to, status,
    withdrawn) where revision_to = 2147483647;
drop index enforcement_action_standing;
create index enforcement_action_standing on enforcement_action (series, period_end desc, period_start desc, issued_from,
    issued_to, status, withdrawn) where revision_to = 2147483647;
drop index spending_line_standing;
create index spending_line_standing on spending_line (series, period_end desc, period_start desc, issued_from, issued_to,
    status, withdrawn) where revision_to = 2147483647;
