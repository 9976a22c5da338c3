package org.borderledger.figure;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.borderledger.query.QueryLanguage;
import org.borderledger.query.Restriction;
import org.borderledger.query.SortKey;
import org.jspecify.annotations.Nullable;

/**
 * Restrictions in a query language, with what the queries around them say of figures. It is text and the values that the
 * text binds; {@link FigureQuery} asks with it.
 */
final class Condition {
    /** Stands in a projection for what became of a figure, which only the query can tell. */
    static final String CHANGE = "{change}";

    static final List<SortKey> NEWEST_FIRST = List.of(
            new SortKey("periodEnd", true, LocalDate.class),
            new SortKey("periodStart", true, LocalDate.class),
            new SortKey("key", false, String.class));

    private final QueryLanguage language;
    private final String with;
    private final String text;
    private final @Nullable Change change;

    /**
     * What tells what became of a figure since an earlier revision.
     *
     * @param revision the one that is read
     * @param stood that it was there before
     */
    private record Change(int revision, Restriction stood) {}

    Condition(List<Restriction> restrictions) {
        this(restrictions, "f");
    }

    Condition(List<Restriction> restrictions, String alias) {
        this.language = new Bound(new HashMap<>());
        this.change = null;
        this.with = "";
        this.text = all(restrictions, alias, language);
    }

    /** What a request selects, and of that the newest that it asks for. */
    Condition(Standing standing, Selection selection, Picture picture) {
        this(standing, standing.selected(selection, picture), selection, picture);
    }

    /** The restrictions, and of what they leave the newest that the selection asks for. */
    Condition(Standing standing, List<Restriction> restrictions, Selection selection, Picture picture) {
        this(standing, restrictions, selection, picture, new Bound(new HashMap<>()));
    }

    /** The same in another language than Hibernate's. */
    Condition(
            Standing standing,
            List<Restriction> restrictions,
            Selection selection,
            Picture picture,
            QueryLanguage language) {
        this.language = language;
        Integer after = selection.past().updatedAfter();
        this.change = after == null ? null : new Change(picture.revision(), standing.stood(picture.after(after)));
        String conditions = all(restrictions, "f", language);
        Integer newest = selection.newest();
        if (newest == null) {
            this.with = "";
            this.text = conditions;
            return;
        }
        String apart = standing.combination().stream()
                .map(name -> language.attribute("g", name))
                .collect(Collectors.joining(", "));
        // materialized, since a planner without statistics takes the table for small and would sort it for every row
        this.with = "with newest as materialized (select n.id as id from (select g.id as id, row_number() over"
                + " (partition by " + apart + " order by " + SortKey.clause(NEWEST_FIRST, "g", language)
                + ") as place from " + language.rows(standing.entity()) + " g where "
                + all(standing.selected(selection, picture), "g", language) + ") n where n.place <= "
                + language.value(newest.longValue()) + ") ";
        this.text = conditions + " and f.id in (select n.id from newest n)";
    }

    private static String all(List<Restriction> restrictions, String alias, QueryLanguage language) {
        return restrictions.stream()
                .map(restriction -> restriction.in(alias, language))
                .collect(Collectors.joining(" and "));
    }

    QueryLanguage language() {
        return language;
    }

    /** What the language binds, by the names that it gave; empty where it binds nothing. */
    Map<String, Object> values() {
        return language instanceof Bound bound ? bound.values : Map.of();
    }

    /** What stands before the query. */
    String with() {
        return with;
    }

    /** What stands behind {@code where}. */
    String text() {
        return text;
    }

    String order(List<SortKey> order) {
        return SortKey.clause(order, "f", language);
    }

    /** The attributes of a projection. */
    String select(Projection projection) {
        String select = String.join(", ", projection.attributes());
        return select.contains(CHANGE) ? select.replace(CHANGE, change()) : select;
    }

    /** The cells of a CSV that show a projection. */
    String cells(Projection projection) {
        return projection.csv(attribute -> attribute.equals(CHANGE)
                ? change()
                : language.attribute(attribute.substring(0, 1), attribute.substring(2)));
    }

    /** What became of a figure since the revision that the selection asks about. */
    private String change() {
        if (change == null) {
            throw new IllegalStateException("no change without a revision to compare with");
        }
        return "case when " + language.attribute("f", "withdrawn") + " = true or "
                + language.attribute("f", "revisionTo") + " <= " + language.value(change.revision)
                + " then 'withdrawn' when "
                + change.stood.in("f", language)
                + " then 'revised' else 'added' end";
    }

    /** Hibernate's query language, which names attributes as they are and binds every value. */
    private record Bound(Map<String, Object> values) implements QueryLanguage {
        @Override
        public String value(Object value) {
            String name = "v" + values.size();
            values.put(name, value);
            return ":" + name;
        }
    }
}
