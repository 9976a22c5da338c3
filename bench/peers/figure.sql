-- The figures that stand, each with its source, for peers that serve a table or a view: what a list of ours has.
create view peer_figure as
    select f.key, f.series, f.period_start, f.period_end, f.route, f.citizenship, f.category, f.people, f.boats,
            f.uncontrolled_landings, f.status, f.revised, f.qualifier, f.value_high, f.original_text, r.code as release,
            r.publisher,
            case r.issued_precision
                when 'instant' then to_char(r.issued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                when 'day' then to_char(r.issued_at at time zone 'Europe/London', 'YYYY-MM-DD')
                when 'month' then to_char(r.issued_at at time zone 'Europe/London', 'YYYY-MM')
                else to_char(r.issued_at at time zone 'Europe/London', 'YYYY')
            end as issued_at,
            r.url as source_url, f.locator, r.licence, r.revision, f.measure_status, f.publisher_flag, f.withdrawn,
            f.issued_from as valid_from, nullif(f.issued_to, '9999-12-31 00:00:00+00') as valid_to, f.sex,
            f.age_group, f.place, f.demographic, f.authority
        from crossing f join release r on r.id = f.release_id
        where f.revision_to = 2147483647 and f.issued_to = '9999-12-31 00:00:00+00' and not f.withdrawn;
grant select on peer_figure to ledger_reader;
