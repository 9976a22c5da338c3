package org.borderledger.change;

import static org.borderledger.representation.Column.Type.BOOLEAN;
import static org.borderledger.representation.Column.Type.DATE;
import static org.borderledger.representation.Column.Type.DECIMAL;
import static org.borderledger.representation.Column.Type.INSTANT;
import static org.borderledger.representation.Column.Type.TEXT;

import java.util.List;
import org.borderledger.representation.Column;
import org.jspecify.annotations.Nullable;

/** The columns of a revision's changes, in the order that every format has; new ones are appended. */
public final class ChangeColumns {
    /** Tells changes apart: one cell of one figure over one stretch of the issued clock. */
    static final List<String> PRIMARY_KEY = List.of("key", "validFrom", "measure");

    public static final List<Column> ALL = List.of(
            Column.of("key", TEXT, "The figure's lasting key", "uk-small-boats-weekly:2026-W07"),
            Column.of("series", TEXT, "The series that the figure belongs to", "uk-small-boats-weekly"),
            Column.of("dataset", TEXT, "The dataset of the series", "crossings"),
            Column.of("periodStart", DATE, "First day of the figure's period, inclusive", "2026-02-09"),
            Column.of("periodEnd", DATE, "Last day of the figure's period, inclusive", "2026-02-15"),
            Column.of(
                    "change",
                    TEXT,
                    "What became of it: added, revised or withdrawn of what the figure says now; backdated where only"
                            + " its past changed, by a late edition or a retraction",
                    "revised"),
            Column.of(
                    "measure",
                    TEXT,
                    "The column that changed; a measure, or one of words such as status, qualifier, currency",
                    "uncontrolledLandings"),
            Column.nullable(
                    "before", DECIMAL, "The number before. Null is missing, never zero; null in columns of words", "5"),
            Column.nullable(
                    "after", DECIMAL, "The number after. Null is missing, never zero; null in columns of words", "0"),
            Column.nullable("textBefore", TEXT, "The words or the code before, in columns of words", null),
            Column.nullable("textAfter", TEXT, "The words or the code after, in columns of words", null),
            Column.nullable(
                    "difference",
                    DECIMAL,
                    "after less before, exact. Null where one is missing, where the unit or currency changed, and where"
                            + " one is not exact but bounded (qualifier)",
                    "-5"),
            Column.nullable(
                    "percent",
                    DECIMAL,
                    "100 x difference / before, to 2 decimals, a half to the even neighbour. Null where there is no"
                            + " difference, and where before is 0",
                    "-100"),
            Column.nullable(
                    "flagged",
                    BOOLEAN,
                    "Whether the publisher itself marked the new value as revised; false where it changed it without"
                            + " saying so. Null where there is no old or no new value",
                    "false"),
            Column.nullable("publisherFlag", TEXT, "The publisher's own mark of the new value, such as Revised", null),
            Column.nullable(
                    "releaseBefore",
                    TEXT,
                    "The release whose word held before; null where none did",
                    "home-office-small-boats-time-series-2026-02-20-e3cc0d2f"),
            Column.nullable(
                    "releaseAfter",
                    TEXT,
                    "The release whose word holds after; of a withdrawn figure the one that left it out. Null where"
                            + " none does, after a retraction",
                    "home-office-small-boats-time-series-2026-02-27-0a1b2c3d"),
            Column.of(
                    "validFrom",
                    INSTANT,
                    "From when of the issued clock on this is the change, inclusive",
                    "2026-02-27T10:00:00Z"),
            Column.nullable(
                    "validTo", INSTANT, "Until when of the issued clock, exclusive; null while it stands", null));

    private ChangeColumns() {}

    /** A change as a row of {@link #ALL}. */
    static @Nullable Object[] row(Walk.Part part, CellChange change) {
        return new @Nullable Object[] {
            change.key(),
            part.series(),
            part.dataset().name(),
            change.periodStart(),
            change.periodEnd(),
            change.change().code(),
            change.measure(),
            change.before(),
            change.after(),
            change.textBefore(),
            change.textAfter(),
            change.difference(),
            change.percent(),
            change.flagged(),
            change.publisherFlag(),
            change.releaseBefore(),
            change.releaseAfter(),
            change.validFrom(),
            change.validTo()
        };
    }
}
