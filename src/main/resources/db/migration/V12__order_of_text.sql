-- Text is ordered by its code points, whatever language the database sorts by: every server gives the same order, and no
-- later version of a library another. The type stays as it is; nothing is rewritten but indexes.
do $$
declare
    each record;
begin
    for each in
        select table_name,
            string_agg(format('alter column %I type text collate "C"', column_name), ', ' order by ordinal_position) changes
        from information_schema.columns
        where table_schema = current_schema()
            and table_name in ('crossing', 'enforcement_action', 'spending_line', 'release', 'rollup')
            and data_type = 'text'
            and collation_name is null
        group by table_name
    loop
        execute format('alter table %I %s', each.table_name, each.changes);
    end loop;
end
$$;
