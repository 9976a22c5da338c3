package org.borderledger.figure;

import static org.borderledger.representation.Column.Type.BOOLEAN;
import static org.borderledger.representation.Column.Type.DATE;
import static org.borderledger.representation.Column.Type.DECIMAL;
import static org.borderledger.representation.Column.Type.INSTANT;
import static org.borderledger.representation.Column.Type.INTEGER;
import static org.borderledger.representation.Column.Type.TEXT;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.borderledger.computation.LineHistory;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.representation.Column;
import org.borderledger.representation.CopiedCsv;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a dataset's figures, in the order that every format has (API rule 14; new ones are appended), and where
 * each is read.
 */
public final class FigureColumns {
    /** What tells the figures of a list apart. */
    public static final List<String> PRIMARY_KEY = List.of("key");

    private static final String KEY =
            "The figure's lasting key: series, period, then the codes that vary. Its address is /v1/{dataset}/{key}";
    private static final String STATUS =
            "How firm the figure is: a letter of the SDMX code list CL_OBS_STATUS. A normal, P provisional, E estimated,"
                    + " O missing, L not collected, Q suppressed, B break, and others that may be added";
    private static final String QUALIFIER =
            "How the publisher bounded the main measure: exact, about, more-than, at-least, up-to, less-than, between,"
                    + " order-of, and others that may be added";

    /** What became of a figure; of lists that ask for changes. */
    static final Source CHANGE =
            new Source(LineHistory.CHANGE, List.of(Condition.CHANGE), (read, first) -> read[first], List::getFirst);

    private FigureColumns() {}

    /**
     * A column and where it is read.
     *
     * @param attributes the attributes in the query language: {@code f} is the figure, {@code r} its release
     * @param value makes the column's value of theirs; told the values from the first attribute on
     * @param csv makes the cell of a CSV of theirs, as the database writes it; told and gives expressions of SQL
     */
    record Source(Column column, List<String> attributes, Value value, Function<List<String>, String> csv) {}

    /** Makes a value of what the database holds. */
    @FunctionalInterface
    interface Value {
        @Nullable Object of(@Nullable Object[] read, int first);
    }

    /** The columns of a list. */
    static List<Source> sources(Dataset dataset, Past past) {
        List<Source> sources = new ArrayList<>(sources(dataset));
        if (past.updatedAfter() != null) {
            sources.add(sources.size() - dataset.laterColumns().size(), CHANGE);
        }
        return sources;
    }

    /** The columns of a dataset. */
    public static List<Column> of(Dataset dataset) {
        return sources(dataset).stream().map(Source::column).toList();
    }

    static List<Source> sources(Dataset dataset) {
        List<Source> sources = new ArrayList<>();
        String example = dataset.defaultSeries();
        sources.add(plain("f.key", Column.of("key", TEXT, KEY, example + ":2025-06-20")));
        sources.add(plain("f.series", Column.of("series", TEXT, "The series that the figure belongs to", example)));
        sources.add(plain(
                "f.periodStart", Column.of("periodStart", DATE, "First day of the period, inclusive", "2025-06-20")));
        sources.add(
                plain("f.periodEnd", Column.of("periodEnd", DATE, "Last day of the period, inclusive", "2025-06-20")));
        dataset.firstColumns().forEach(own -> sources.add(plain("f." + own.name(), of(own))));
        sources.add(converted(
                "f.status",
                Column.of("status", TEXT, STATUS, "P"),
                status -> status instanceof ObservationStatus known ? known.name() : status));
        sources.add(plain(
                "f.revised",
                Column.of(
                        "revised",
                        BOOLEAN,
                        "Whether an earlier release said something else; computed from the releases held",
                        "false")));
        sources.add(plain("f.qualifier", Column.of("qualifier", TEXT, QUALIFIER, "exact")));
        sources.add(plain(
                "f.valueHigh",
                Column.nullable("valueHigh", DECIMAL, "The higher end where the qualifier is between", null)));
        sources.add(plain(
                "f.originalText",
                Column.nullable("originalText", TEXT, "The publisher's words, where it wrote words", null)));
        sources.add(plain(
                "r.code",
                Column.of(
                        "release",
                        TEXT,
                        "The release that first stated this value; /v1/releases/{id}",
                        "home-office-small-boats-time-series-2025-11-14-a8887dfe")));
        sources.add(plain("r.publisher", Column.of("publisher", TEXT, "Who published it", "Home Office")));
        sources.add(new Source(
                Column.of(
                        "issuedAt",
                        TEXT,
                        "When the release was issued, as exactly as it is known: an instant, a day, a month or a year",
                        "2025-11-14T12:15:21Z"),
                List.of("r.issuedAt", "r.issuedPrecision"),
                FigureColumns::issued,
                read -> IssueDate.textInSql(read.get(0), read.get(1))));
        sources.add(
                plain(
                        "r.url",
                        Column.nullable(
                                "sourceUrl",
                                TEXT,
                                "Where the publisher put it, or a copy where the release says so",
                                "https://www.gov.uk/government/publications/migrants-detected-crossing-the-english-channel-in-small-boats")));
        sources.add(
                plain("f.locator", Column.nullable("locator", TEXT, "Where in the release it stands", "SB_01!A2729")));
        sources.add(plain("r.licence", Column.nullable("licence", TEXT, "The licence of the release", "OGL-UK-3.0")));
        sources.add(plain(
                "r.recordedIn",
                Column.of(
                        "revision",
                        INTEGER,
                        "The revision by which the ledger learnt the release that first stated this value",
                        "1")));
        sources.add(plain(
                "f.measureStatus",
                Column.nullable(
                        "measureStatus",
                        TEXT,
                        "Statuses of single measures that differ from the row's, such as uncontrolledLandings=O"
                                + " (missing)",
                        null)));
        sources.add(plain(
                "f.publisherFlag",
                Column.nullable("publisherFlag", TEXT, "The publisher's own mark, such as Revised", null)));
        sources.add(plain(
                "f.withdrawn",
                Column.of("withdrawn", BOOLEAN, "Whether a later complete edition left the figure out", "false")));
        sources.add(plain(
                "f.issuedFrom",
                Column.of(
                        "validFrom",
                        INSTANT,
                        "From when on the public could know this value, inclusive",
                        "2025-11-14T12:15:21Z")));
        sources.add(plain(
                "f.validTo",
                Column.nullable(
                        "validTo",
                        INSTANT,
                        "From when on the publisher said something else, exclusive; null while it stands",
                        null)));
        dataset.laterColumns().forEach(own -> sources.add(plain("f." + own.name(), of(own))));
        return sources;
    }

    /** The columns of the file of a revision: a later column only where a figure had it by then. */
    static List<Source> ofRevision(Dataset dataset, Set<String> laterColumnsInUse) {
        Set<String> unused = dataset.laterColumns().stream()
                .map(DatasetColumn::name)
                .filter(name -> !laterColumnsInUse.contains(name))
                .collect(Collectors.toSet());
        return sources(dataset).stream()
                .filter(source -> !unused.contains(source.column().name()))
                .toList();
    }

    /** A column of the dataset's own, as answers have it. */
    public static Column of(DatasetColumn own) {
        return switch (own.role()) {
            case DIMENSION ->
                own.isLater()
                        ? Column.nullable(own.name(), TEXT, own.description(), own.example())
                        : Column.of(own.name(), TEXT, own.description(), own.example());
            case COUNT -> Column.nullable(own.name(), INTEGER, own.description(), own.example());
            case AMOUNT -> Column.nullable(own.name(), DECIMAL, own.description(), own.example());
            case UNIT, DETAIL -> Column.nullable(own.name(), TEXT, own.description(), own.example());
        };
    }

    private static Source plain(String attribute, Column column) {
        return converted(attribute, column, value -> value);
    }

    private static Source converted(String attribute, Column column, UnaryOperator<@Nullable Object> conversion) {
        return new Source(
                column,
                List.of(attribute),
                (read, first) -> conversion.apply(read[first]),
                read -> CopiedCsv.cell(column.type(), read.getFirst()));
    }

    private static @Nullable Object issued(@Nullable Object[] read, int first) {
        return read[first] instanceof Instant instant && read[first + 1] instanceof String precision
                ? IssueDate.text(instant, IssueDate.Precision.of(precision))
                : null;
    }
}
