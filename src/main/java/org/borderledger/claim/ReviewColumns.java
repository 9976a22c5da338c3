package org.borderledger.claim;

import static org.borderledger.representation.Column.Type.BOOLEAN;
import static org.borderledger.representation.Column.Type.DATE;
import static org.borderledger.representation.Column.Type.DECIMAL;
import static org.borderledger.representation.Column.Type.INTEGER;
import static org.borderledger.representation.Column.Type.LIST;
import static org.borderledger.representation.Column.Type.TEXT;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.borderledger.ledger.Reason;
import org.borderledger.ledger.Relation;
import org.borderledger.period.London;
import org.borderledger.representation.Column;
import org.jspecify.annotations.Nullable;

/** The columns of a review; a dot in a name is a step into an object. */
final class ReviewColumns {
    private static final String AS_SAID = "review.asSaid.";
    private static final String NOW = "review.now.";

    static final List<Column> ALL = columns();

    private static final int OF_A_FINDING =
            (int) ALL.stream().filter(column -> column.name().startsWith(NOW)).count();

    private ReviewColumns() {}

    private static List<Column> columns() {
        List<Column> columns = new ArrayList<>(List.of(
                Column.nullable(
                        "review.relation",
                        TEXT,
                        "How the claim stands to what could be known when it was said: "
                                + String.join(", ", Relation.codes()) + ". Null where nobody has said it yet",
                        "agrees"),
                Column.nullable(
                        "review.relationBy",
                        TEXT,
                        "computed, or editor for a claim without a number; null without a relation",
                        "computed"),
                Column.of(
                        "review.reasons",
                        LIST,
                        "Why they are not plainly the same: " + String.join(", ", Reason.codes()),
                        null),
                Column.nullable("review.explanation", TEXT, "What the record shows, computed, in sentences", null),
                Column.nullable("review.note", TEXT, "What an editor adds", null),
                Column.nullable("review.reviewer", TEXT, "The editor who added reasons, note or relation", null),
                Column.of("review.warnings", LIST, "What a careful reader should know before quoting", null)));
        found(columns, AS_SAID, "When it was said");
        found(columns, NOW, "Now");
        return List.copyOf(columns);
    }

    private static void found(List<Column> columns, String prefix, String when) {
        columns.add(Column.nullable(
                prefix + "basis",
                TEXT,
                when + ": as-said where an edition of that day answers, earliest-held where only a later one does, now",
                null));
        columns.add(Column.nullable(
                prefix + "asOf", TEXT, when + ": the day or instant of the issued clock that is asked", null));
        columns.add(Column.nullable(prefix + "from", DATE, when + ": first day of the sum, inclusive", "2025-01-01"));
        columns.add(Column.nullable(
                prefix + "to",
                DATE,
                when + ": last day of the sum, inclusive; of an open claim the last day published before it was said",
                "2025-06-20"));
        columns.add(Column.nullable(
                prefix + "value", DECIMAL, when + ": the number on record. Null is missing, never zero", "17817"));
        columns.add(Column.nullable(
                prefix + "valueHigh", DECIMAL, when + ": the upper end, where it is between two numbers", null));
        columns.add(
                Column.nullable(prefix + "qualifier", TEXT, when + ": how the number on record is bounded", "exact"));
        columns.add(Column.nullable(prefix + "unit", TEXT, when + ": what is counted, or the currency", "people"));
        columns.add(Column.nullable(
                prefix + "complete", BOOLEAN, when + ": false where days of the period are not published", "true"));
        columns.add(Column.nullable(prefix + "inputs", INTEGER, when + ": how many figures went in", "171"));
        columns.add(Column.nullable(prefix + "releases", LIST, when + ": the releases that they were read from", null));
        columns.add(Column.nullable(
                prefix + "difference",
                DECIMAL,
                when + ": the number on record less the one that is claimed, exact; null in different units",
                "0"));
        columns.add(Column.nullable(
                prefix + "percent",
                DECIMAL,
                when + ": 100 x difference / the claimed number, to 2 decimals, a half to the even neighbour",
                "0"));
        columns.add(Column.nullable(
                prefix + "url", TEXT, when + ": the address at which the ledger says so, for ever", null));
    }

    /** Adds the values of {@link #ALL} to a row. */
    static void add(List<@Nullable Object> row, Reviewed review, @Nullable Stated stated) {
        row.add(review.relation() == null ? null : review.relation().code());
        row.add(review.relationBy());
        row.add(review.reasonCodes());
        row.add(review.explanation());
        row.add(review.note());
        row.add(review.reviewer());
        row.add(review.warnings());
        add(row, review.asSaid(), stated);
        add(row, review.now(), stated);
    }

    private static void add(List<@Nullable Object> row, @Nullable Found found, @Nullable Stated stated) {
        if (found == null || stated == null) {
            row.addAll(Collections.nCopies(OF_A_FINDING, null));
            return;
        }
        row.add(found.basis().code());
        row.add(asOf(found));
        row.add(found.period().start());
        row.add(found.period().end());
        row.add(found.value());
        row.add(found.high());
        row.add(found.value() == null ? null : found.qualifier().code());
        row.add(found.unit());
        row.add(found.isWhole());
        row.add(found.inputs());
        row.add(found.releases());
        row.add(found.difference(stated));
        row.add(found.percent(stated));
        row.add(found.address());
    }

    /** A day where the end of it is asked, else an instant; null is now. */
    private static @Nullable String asOf(Found found) {
        if (found.asOf() == null) {
            return null;
        }
        return found.basis() == Found.Basis.AS_SAID
                ? London.dayOf(found.asOf()).toString()
                : found.asOf().toString();
    }
}
