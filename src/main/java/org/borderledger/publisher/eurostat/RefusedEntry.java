package org.borderledger.publisher.eurostat;

import static org.borderledger.ingest.Shown.quote;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.Importer;
import org.borderledger.ingest.SourceFile;
import org.borderledger.ingest.sheet.Cell;
import org.borderledger.ingest.sheet.CsvTable;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.ledger.Code;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.ReleaseKind;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * Eurostat's table migr_eirfs, third-country nationals refused entry at the external borders, as people download it with
 * labels: the export of the old data explorer, or today's SDMX-CSV.
 *
 * <p>A row is a figure, a row whose value is missing among them. A download is a selection of the table, and so complete
 * for nothing. Rows for one reason or one kind of border are another breakdown than the series has, and keep the file out.
 */
public final class RefusedEntry implements Importer {
    static final String FORMAT = "eurostat-refused-entry";

    private static final String SERIES = "eu-refused-entry-annual";
    private static final String PAGE =
            "https://ec.europa.eu/eurostat/databrowser/view/migr_eirfs/default/table?lang=en";
    private static final String DATAFLOW = "ESTAT:MIGR_EIRFS";
    private static final String WITH_LABELS =
            ": a download with labels, of the numbers for all reasons and all borders together";

    private static final Pattern YEAR = Pattern.compile("(19|20)[0-9]{2}");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,3}(,[0-9]{3}){1,2}|[0-9]{1,9}");
    private static final DateTimeFormatter UPDATED =
            DateTimeFormatter.ofPattern("dd/MM/uu HH:mm:ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /**
     * Where a layout has what.
     *
     * @param fixed what stands in columns that do not vary
     * @param confidentiality null in the layout that has no such column
     * @param updated null in the layout that has no such column
     */
    private record Layout(
            List<String> header,
            Map<Integer, String> fixed,
            int year,
            int geo,
            int citizen,
            int value,
            int flag,
            @Nullable Integer confidentiality,
            @Nullable Integer updated) {}

    private static final Layout OLD = new Layout(
            List.of("TIME", "GEO", "REASON", "CITIZEN", "INDIC_MG", "UNIT", "Value", "Flag and Footnotes"),
            Map.of(2, "Total", 4, "Persons refused entry", 5, "Person"),
            0,
            1,
            3,
            6,
            7,
            null,
            null);
    private static final Layout NEW = new Layout(
            List.of(
                    "DATAFLOW",
                    "LAST UPDATE",
                    "freq",
                    "border",
                    "unit",
                    "reason",
                    "citizen",
                    "geo",
                    "TIME_PERIOD",
                    "OBS_VALUE",
                    "OBS_FLAG",
                    "CONF_STATUS"),
            Map.of(2, "Annual", 3, "Total", 4, "Person", 5, "Total"),
            8,
            7,
            6,
            9,
            10,
            11,
            1);

    /** What either layout, or a later one, calls what the series calls by another label. */
    private static final Map<String, String> RENAMED = Map.of(
            "czech-republic", "czechia",
            "germany-until-1990-former-territory-of-the-frg", "germany",
            "former-yugoslav-republic-of-macedonia-the", "north-macedonia",
            "swaziland", "eswatini",
            "turkiye", "turkey");

    /** The publisher's flags of values, those that it dropped in January 2025 among them. */
    private static final Map<String, ObservationStatus> FLAGS = Map.of(
            "", ObservationStatus.A,
            "b", ObservationStatus.B,
            "d", ObservationStatus.D,
            "e", ObservationStatus.E,
            "f", ObservationStatus.F,
            "i", ObservationStatus.I,
            "n", ObservationStatus.N,
            "p", ObservationStatus.P,
            "s", ObservationStatus.I,
            "u", ObservationStatus.U);

    /** The flags in the place of a value. */
    private static final Map<String, ObservationStatus> MISSING = Map.of(
            "", ObservationStatus.O,
            "c", ObservationStatus.Q,
            "m", ObservationStatus.M,
            "z", ObservationStatus.M);

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(SourceFile file) {
        return layout(file).isPresent();
    }

    /** Other tables of today's layout may have the same columns: the first row says which one it is. */
    private static Optional<Layout> layout(SourceFile file) {
        try (CsvTable table = CsvTable.openWestern(file.path())) {
            boolean current = false;
            for (Row row : table.rows()) {
                if (current) {
                    return isOfTable(row) ? Optional.of(NEW) : Optional.empty();
                }
                List<String> header = row.cells().stream().map(Cell::text).toList();
                if (header.equals(OLD.header())) {
                    return Optional.of(OLD);
                } else if (!header.equals(NEW.header())) {
                    return Optional.empty();
                }
                current = true;
            }
            return Optional.empty();
        }
    }

    private static boolean isOfTable(Row row) {
        return row.cell(0).text().matches(DATAFLOW + "(\\W.*)?");
    }

    @Override
    public void read(SourceFile file, Attempt attempt) {
        Layout layout = layout(file).orElseThrow(() -> new IllegalStateException("read before it was recognised"));
        attempt.describe(new Attempt.Description(
                "Eurostat",
                "Third-country nationals refused entry at the external borders (migr_eirfs)",
                ReleaseKind.OFFICIAL_STATISTICS,
                PAGE,
                null));
        var figures = new Figures(attempt, layout);
        try (CsvTable table = CsvTable.openWestern(file.path())) {
            boolean headerSeen = false;
            for (Row row : attempt.rows(table.rows())) {
                if (headerSeen) {
                    figures.offer(row);
                } else {
                    attempt.passOver();
                }
                headerSeen = true;
            }
        }
        figures.finish();
    }

    /** The rows of one file on their way to figures. */
    private static final class Figures {
        private final Attempt attempt;
        private final Layout layout;
        private final Series series;
        private final Map<String, String> placeByName;
        private final Map<String, String> citizenshipByName;
        private final TreeSet<Integer> years = new TreeSet<>();
        private @Nullable String updated;

        Figures(Attempt attempt, Layout layout) {
            this.attempt = attempt;
            this.layout = layout;
            this.series = attempt.series(SERIES);
            this.placeByName = codes("place");
            this.citizenshipByName = codes("citizenship");
        }

        private Map<String, String> codes(String dimension) {
            return series.codes(dimension).entrySet().stream()
                    .collect(Collectors.toMap(each -> Code.of(each.getValue()), Map.Entry::getKey));
        }

        void offer(Row row) {
            if (!isOfSeries(row) || !isOfOneUpdate(row)) {
                return;
            }
            if (attempt.quarantineWider(row, layout.header())) {
                return;
            }
            if (!YEAR.matcher(row.cell(layout.year()).text()).matches()) {
                attempt.quarantine(row, layout.year(), quote(row.cell(layout.year())), "a year as 2016");
                return;
            }
            Map<String, Object> values = new LinkedHashMap<>(Map.of(
                    "action", "refusal",
                    "item", "entry",
                    "agency", "national-authorities",
                    "border", "total",
                    "unit", "people"));
            if (code(row, layout.geo(), "place", placeByName, values)
                    && code(row, layout.citizen(), "citizenship", citizenshipByName, values)) {
                value(row, values)
                        .ifPresent(status -> offer(
                                row, Integer.parseInt(row.cell(layout.year()).text()), values, status));
            }
        }

        private void offer(Row row, int year, Map<String, Object> values, ObservationStatus status) {
            var draft = Draft.exact(series, Period.year(year), values, status, row.at(layout.value()));
            if (attempt.offerOnce(draft, row.at(0), "row")) {
                years.add(year);
            }
        }

        /** Another table, another unit or another breakdown is not this series, whatever its numbers. */
        private boolean isOfSeries(Row row) {
            if (layout.updated() != null && !isOfTable(row)) {
                attempt.error(row.at(0), quote(row.cell(0)), DATAFLOW + " in every row");
                return false;
            }
            for (var fixed : layout.fixed().entrySet()) {
                if (!row.cell(fixed.getKey()).text().equals(fixed.getValue())) {
                    attempt.error(
                            row.at(fixed.getKey()),
                            quote(row.cell(fixed.getKey())),
                            "'" + fixed.getValue() + "' under "
                                    + layout.header().get(fixed.getKey()) + WITH_LABELS);
                    return false;
                }
            }
            return true;
        }

        /** All rows are of the table as it was at one time, which dates the file where it is printed. */
        private boolean isOfOneUpdate(Row row) {
            if (layout.updated() == null) {
                return true;
            }
            Cell cell = row.cell(layout.updated());
            if (updated == null) {
                updated = cell.text();
                date(row, cell);
            } else if (!updated.equals(cell.text())) {
                attempt.error(row.at(layout.updated()), quote(cell), "the update of the first row, '" + updated + "'");
                return false;
            }
            return true;
        }

        /** The day alone: the time that is printed beside it is in no zone. */
        private void date(Row row, Cell cell) {
            if (cell.text().isEmpty()) {
                return;
            }
            try {
                attempt.issued(IssueDate.on(LocalDate.parse(cell.text(), UPDATED), IssueDate.Basis.PRINTED));
            } catch (DateTimeException none) {
                attempt.error(row.at(1), quote(cell), "nothing, or a day and a time as 22/05/26 11:00:00");
            }
        }

        private boolean code(
                Row row, int column, String dimension, Map<String, String> codeByName, Map<String, Object> values) {
            String name = Code.of(row.cell(column).text());
            String renamed = RENAMED.get(name);
            String code = renamed == null ? codeByName.get(name) : renamed;
            if (code == null || !series.codes(dimension).containsKey(code)) {
                attempt.quarantine(
                        row,
                        column,
                        quote(row.cell(column)),
                        "a name that the series declares as a label under " + dimension + " of " + SERIES);
                return false;
            }
            values.put(dimension, code);
            return true;
        }

        /** Puts the number of people among the values, and gives how firm it is; empty where it cannot be read. */
        private Optional<ObservationStatus> value(Row row, Map<String, Object> values) {
            String text = row.cell(layout.value()).text();
            String flag = row.cell(layout.flag()).text();
            Integer secrecy = layout.confidentiality();
            if (secrecy != null && !row.cell(secrecy).text().isEmpty()) {
                if (isMissing(text) && row.cell(secrecy).text().equals("C")) {
                    return Optional.of(ObservationStatus.Q);
                }
                attempt.quarantine(row, secrecy, quote(row.cell(secrecy)), "nothing, or C (confidential) and no value");
                return Optional.empty();
            }
            Map<String, ObservationStatus> flags = isMissing(text) ? MISSING : FLAGS;
            // The old layout writes ':' where there is no value; a blank is a row that was cut short.
            boolean cut = text.isEmpty() && flag.isEmpty() && layout.updated() == null;
            if (cut || (!isMissing(text) && !COUNT.matcher(text).matches())) {
                attempt.quarantine(
                        row, layout.value(), quote(row.cell(layout.value())), "a whole number as 3,675, or ':'");
                return Optional.empty();
            }
            ObservationStatus status = flags.get(flag);
            if (status == null) {
                attempt.quarantine(
                        row,
                        layout.flag(),
                        quote(row.cell(layout.flag())) + (isMissing(text) ? " and no value" : " and a value"),
                        "nothing, or one flag of "
                                + flags.keySet().stream()
                                        .filter(each -> !each.isEmpty())
                                        .sorted()
                                        .toList());
                return Optional.empty();
            }
            if (!isMissing(text)) {
                values.put("quantity", new BigDecimal(text.replace(",", "")));
            }
            return Optional.of(status);
        }

        private static boolean isMissing(String text) {
            return text.isEmpty() || text.equals(":");
        }

        void finish() {
            if (!years.isEmpty()) {
                attempt.coversPartly(
                        SERIES,
                        Period.year(years.first()).start(),
                        Period.year(years.last()).end());
            }
        }
    }
}
