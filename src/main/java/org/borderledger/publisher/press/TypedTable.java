package org.borderledger.publisher.press;

import static org.borderledger.ingest.Shown.quote;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.SourceFile;
import org.borderledger.ingest.sheet.Cell;
import org.borderledger.ingest.sheet.CsvTable;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.ledger.ChangeKind;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.ReleaseKind;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.borderledger.query.Suggestion;
import org.jspecify.annotations.Nullable;

/** The table form of typed figures: a row a figure, and the release on the first of them. */
final class TypedTable {
    private static final String RELEASE = "release";
    private static final String SERIES = "series";
    private static final String PUBLISHER = "publisher";
    /** The columns of the release. */
    private static final List<String> OF_RELEASE =
            List.of(RELEASE, PUBLISHER, "title", "kind", "url", "via", "issued", "basis", "licence");
    /** The columns of every figure; those of its dataset come to them. */
    private static final List<String> OF_FIGURE =
            List.of(SERIES, "period", "from", "to", "status", "qualifier", "valueHigh", "originalText", "locator");

    private static final List<String> NEEDED =
            List.of(RELEASE, PUBLISHER, "title", "kind", "issued", SERIES, "locator");

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,6})?");
    private static final Pattern ANY_NUMBER = Pattern.compile("[-+]?[0-9]+(\\.[0-9]*)?");
    /** Digits in groups, with whatever nations put between them. */
    private static final Pattern GROUPED = Pattern.compile("[-+]?[0-9][0-9.]*([,'\u2019\\s\\h][0-9.]+)+");
    /** A number of which a spreadsheet kept the first digits alone. */
    private static final Pattern CUT = Pattern.compile("[-+]?[0-9.,]+[eE][-+]?[0-9]+");

    private static final Pattern MONEY = Pattern.compile(".*\\p{Sc}.*", Pattern.DOTALL);

    private final SourceFile file;
    private final Attempt attempt;
    private final TypedRelease typed;
    private final Map<String, Integer> columns = new HashMap<>();
    private @Nullable Row first;
    private boolean isBroken;

    private TypedTable(SourceFile file, Attempt attempt) {
        this.file = file;
        this.attempt = attempt;
        this.typed = new TypedRelease(attempt);
    }

    /** Whether a file begins with the header of such a table, also where something other than commas is between. */
    static boolean isOne(String beginning) {
        String line = beginning.lines().findFirst().orElse("");
        Set<String> names = new LinkedHashSet<>();
        for (String cell : line.split("[,;\t]", -1)) {
            names.add(cell.replaceAll("[\\uFEFF\"]", "").strip());
        }
        return names.containsAll(List.of(RELEASE, PUBLISHER, SERIES));
    }

    static void read(SourceFile file, Attempt attempt) {
        new TypedTable(file, attempt).read();
    }

    private void read() {
        try (CsvTable table = CsvTable.openWestern(file.path())) {
            if (!table.charset().equals(StandardCharsets.UTF_8)) {
                attempt.note(
                        file.name(),
                        "bytes that are not UTF-8",
                        "UTF-8",
                        "read as " + table.charset().name());
            }
            for (Row row : attempt.rows(table.rows())) {
                if (columns.isEmpty()) {
                    attempt.passOver();
                    if (!readHeader(row)) {
                        return;
                    }
                } else if (row.cells().stream().allMatch(cell -> cell.text().isBlank())) {
                    attempt.passOver();
                } else {
                    attempt.statesPart();
                    isBroken = false;
                    checkRelease(row);
                    draft(row).ifPresent(draft -> typed.add(draft, row.at(column(SERIES))));
                }
            }
        }
        release().ifPresent(release -> typed.offer(release, this::place));
    }

    /** Where the first row has a field of the release. */
    private String place(String field) {
        return first == null || !columns.containsKey(field) ? file.name() : first.at(column(field));
    }

    private boolean readHeader(Row header) {
        Set<String> known = new LinkedHashSet<>(OF_RELEASE);
        known.addAll(OF_FIGURE);
        for (Series series : attempt.writable()) {
            attempt.dataset(series).columns().forEach(column -> known.add(column.name()));
        }
        if (header.cells().size() == 1) {
            attempt.error(header.at(0), quote(header.cell(0)), "a header of several cells with commas between them");
            return false;
        }
        boolean isRight = true;
        for (int column = 0; column < header.cells().size(); column++) {
            String name = header.cell(column).text().strip();
            if (name.isEmpty()) {
                continue;
            }
            if (!known.contains(name)) {
                attempt.error(header.at(column), quote(header.cell(column)), choice(name, known));
                isRight = false;
            } else if (columns.putIfAbsent(name, column) != null) {
                attempt.error(header.at(column), quote(header.cell(column)) + " again", "each column once");
                isRight = false;
            }
        }
        for (String name : NEEDED) {
            if (!columns.containsKey(name)) {
                attempt.error(header.at(0), "no column " + name, "one");
                isRight = false;
            }
        }
        if (!columns.containsKey("period") && !(columns.containsKey("from") && columns.containsKey("to"))) {
            attempt.error(header.at(0), "no column that says when", "from and to, or period");
            isRight = false;
        }
        return isRight;
    }

    private int column(String name) {
        return columns.getOrDefault(name, 0);
    }

    private Cell cell(Row row, String name) {
        Integer column = columns.get(name);
        return column == null ? Cell.EMPTY : row.cell(column);
    }

    private String text(Row row, String name) {
        return cell(row, name).text().strip();
    }

    private @Nullable String findText(Row row, String name) {
        String text = text(row, name);
        return text.isEmpty() ? null : text;
    }

    private void error(Row row, String name, String expected) {
        isBroken = true;
        attempt.error(row.at(column(name)), name + " " + quote(cell(row, name)), expected);
    }

    private static String choice(String word, Collection<String> allowed) {
        return Suggestion.nearest(word, allowed)
                        .map(near -> "perhaps " + near + "; ")
                        .orElse("")
                + "one of " + String.join(", ", allowed);
    }

    /** The release stands on the first row; those below say the same of it or nothing. */
    private void checkRelease(Row row) {
        for (int column = 0; column < row.cells().size(); column++) {
            if (!columns.containsValue(column) && !row.cell(column).text().isBlank()) {
                isBroken = true;
                attempt.error(row.at(column), quote(row.cell(column)), "an empty cell, since its column has no name");
            }
        }
        Row stated = first;
        if (stated == null) {
            first = row;
            return;
        }
        for (String name : OF_RELEASE) {
            String text = text(row, name);
            if (!text.isEmpty() && !text.equals(text(stated, name))) {
                error(
                        row,
                        name,
                        "an empty cell, or " + quote(cell(stated, name))
                                + " as on the first row: a file is one release");
            }
        }
    }

    private Optional<Publication> release() {
        Row row = first;
        if (row == null) {
            return Optional.empty(); // a header and no figures, which the attempt says
        }
        isBroken = false;
        for (String name : List.of(RELEASE, PUBLISHER, "title", "kind")) {
            if (text(row, name).isEmpty()) {
                error(row, name, "what the release is, on the first row of figures");
            }
        }
        String kindText = text(row, "kind");
        ReleaseKind kind = ReleaseKind.find(kindText).orElse(null);
        if (kind == null && !kindText.isEmpty()) {
            error(row, "kind", choice(kindText, ReleaseKind.codes()));
        }
        IssueDate issued = issued(row);
        if (isBroken || kind == null || issued == null) {
            return Optional.empty();
        }
        return Optional.of(new Publication(
                text(row, RELEASE),
                TypedFigures.FORMAT,
                text(row, PUBLISHER),
                text(row, "title"),
                kind,
                findText(row, "url"),
                findText(row, "via"),
                issued,
                null,
                null,
                file.sha256(),
                findText(row, "licence"),
                null,
                ChangeKind.FIRST,
                typed.coverage(),
                typed.drafts()));
    }

    private @Nullable IssueDate issued(Row row) {
        String basisText = text(row, "basis");
        List<String> codes = Arrays.stream(IssueDate.Basis.values())
                .map(IssueDate.Basis::code)
                .toList();
        if (!basisText.isEmpty() && !codes.contains(basisText)) {
            error(row, "basis", choice(basisText, codes));
            return null;
        }
        String text = text(row, "issued");
        if (text.isEmpty() && attempt.issueDate().isPresent()) {
            return attempt.issueDate().get();
        }
        try {
            IssueDate issued = IssueDate.parse(
                    text, basisText.isEmpty() ? IssueDate.Basis.PRINTED : IssueDate.Basis.of(basisText));
            if (ReleaseFile.isInRange(issued.instant())) {
                return issued;
            }
        } catch (DateTimeException notADate) {
            // said below, with what would be one
        }
        error(
                row,
                "issued",
                "when it was published: 2024, 2024-05, 2024-05-21 or 2024-05-21T09:30:00Z, or --issued with the day;"
                        + " where a spreadsheet has rewritten it, format the column as text");
        return null;
    }

    private Optional<Draft> draft(Row row) {
        String id = text(row, SERIES);
        Series series = attempt.writable().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElse(null);
        if (series == null) {
            error(
                    row,
                    SERIES,
                    choice(id, attempt.writable().stream().map(Series::id).toList()));
            return Optional.empty();
        }
        Period period = period(row);
        Map<String, Object> values = values(row, series);
        boolean hasValue = series.measures().stream().anyMatch(values::containsKey);
        ObservationStatus status = status(row, hasValue);
        Qualifier qualifier = qualifier(row);
        BigDecimal high = findText(row, "valueHigh") == null ? null : number(row, "valueHigh", AMOUNT);
        if (qualifier == Qualifier.BETWEEN && findText(row, "valueHigh") == null) {
            error(row, "valueHigh", "the upper end of what the statement puts between two numbers");
        } else if (qualifier != null && qualifier != Qualifier.BETWEEN && high != null) {
            error(row, "valueHigh", "an empty cell, or the qualifier between");
        }
        if (text(row, "locator").isEmpty()) {
            error(row, "locator", "where in the release the figure stands, such as: text as quoted");
        }
        if (isBroken || period == null || status == null || qualifier == null) {
            return Optional.empty();
        }
        return Optional.of(new Draft(
                series,
                period,
                values,
                status,
                null,
                qualifier,
                high,
                findText(row, "originalText"),
                null,
                text(row, "locator")));
    }

    private @Nullable Period period(Row row) {
        String code = text(row, "period");
        if (code.isEmpty()) {
            LocalDate from = day(row, "from");
            LocalDate to = day(row, "to");
            if (from != null && to != null && to.isBefore(from)) {
                error(row, "to", "a day that is not before " + from);
                return null;
            }
            return from == null || to == null ? null : new Period(from, to);
        }
        if (!text(row, "from").isEmpty() || !text(row, "to").isEmpty()) {
            error(row, "period", "an empty cell where from and to say when, or the other way round");
            return null;
        }
        Period period = Period.find(code).orElse(null);
        if (period == null) {
            error(
                    row,
                    "period",
                    "2025, 2025-Q2, 2025-06, 2025-W25, 2025-06-20, FY2024-25, USFY2025 or 2024-07-05--2025-03-22;"
                            + " where a spreadsheet has rewritten it, format the column as text");
        }
        return period;
    }

    private @Nullable LocalDate day(Row row, String name) {
        String text = text(row, name);
        if (DAY.matcher(text).matches()) {
            try {
                LocalDate day = LocalDate.parse(text);
                if (Period.inRange(day)) {
                    return day;
                }
            } catch (DateTimeException notOnTheCalendar) {
                // said below
            }
        }
        error(
                row,
                name,
                "a day from 1900 to 2999 as 2025-06-20; where a spreadsheet has rewritten it, format the column as text");
        return null;
    }

    /** What the cells of the dataset's columns state; an empty one states nothing. */
    private Map<String, Object> values(Row row, Series series) {
        Dataset dataset = attempt.dataset(series);
        Map<String, Object> values = new LinkedHashMap<>();
        for (DatasetColumn column : dataset.columns()) {
            String name = column.name();
            if (text(row, name).isEmpty()) {
                if (column.role() == DatasetColumn.Role.DIMENSION) {
                    onlyCode(row, series, column).ifPresent(code -> values.put(name, code));
                }
                continue;
            }
            Object value = value(row, series, column);
            if (value != null) {
                values.put(name, value);
            }
        }
        columns.keySet().stream()
                .filter(name -> !OF_RELEASE.contains(name) && !OF_FIGURE.contains(name))
                .filter(name -> dataset.columns().stream()
                        .noneMatch(column -> column.name().equals(name)))
                .filter(name -> !text(row, name).isEmpty())
                .sorted()
                .forEach(name -> error(row, name, "an empty cell: " + series.id() + " has no such column"));
        boolean hasValue = series.measures().stream().anyMatch(values::containsKey);
        for (String unit : dataset.units()) {
            if (hasValue && text(row, unit).isEmpty() && !series.units().isEmpty()) {
                error(row, unit, choice("", series.units().keySet()));
            }
        }
        return values;
    }

    /** The code of a dimension that does not vary need not be typed. */
    private Optional<String> onlyCode(Row row, Series series, DatasetColumn column) {
        Set<String> codes = series.codes(column.name()).keySet();
        if (codes.size() > 1) {
            error(row, column.name(), choice("", codes));
        }
        return codes.size() == 1 ? codes.stream().findFirst() : Optional.empty();
    }

    private @Nullable Object value(Row row, Series series, DatasetColumn column) {
        String name = column.name();
        return switch (column.role()) {
            case DIMENSION ->
                series.takes(name, text(row, name))
                        ? text(row, name)
                        : code(row, name, series, series.codes(name).keySet());
            case UNIT -> code(row, name, series, series.units().keySet());
            case COUNT -> {
                BigDecimal count = measure(row, name, series, COUNT);
                yield count == null ? null : count.longValueExact();
            }
            case AMOUNT -> measure(row, name, series, AMOUNT);
            case DETAIL -> text(row, name);
        };
    }

    private @Nullable String code(Row row, String name, Series series, Set<String> codes) {
        String text = text(row, name);
        if (codes.contains(text)) {
            return text;
        }
        error(
                row,
                name,
                codes.isEmpty() ? "an empty cell: " + series.id() + " has no codes of it" : choice(text, codes));
        return null;
    }

    private @Nullable BigDecimal measure(Row row, String name, Series series, Pattern form) {
        if (!series.measures().contains(name)) {
            error(row, name, "an empty cell: " + series.id() + " has the measures " + series.measures());
            return null;
        }
        return number(row, name, form);
    }

    private @Nullable BigDecimal number(Row row, String name, Pattern form) {
        String text = text(row, name);
        if (form.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        String most = form == COUNT
                ? "a whole number, not below zero, of at most 18 digits"
                : "a number, not below zero, of at most 18 digits before the point and 6 behind";
        error(row, name, most + whyNot(text));
        return null;
    }

    private static String whyNot(String text) {
        if (text.startsWith("=")) {
            return "; a formula is words here, and nothing is calculated";
        } else if (MONEY.matcher(text).matches()) {
            return "; the currency has a column of its own";
        } else if (GROUPED.matcher(text).matches()) {
            return ", without thousands separators and with a point before decimals: whether a comma is one or the other"
                    + " is not guessed";
        } else if (CUT.matcher(text).matches()) {
            return ", with all its digits: a spreadsheet has shortened it";
        } else if (ANY_NUMBER.matcher(text).matches()) {
            return "";
        }
        return ", in digits; an empty cell is not stated, and a status says why";
    }

    private @Nullable ObservationStatus status(Row row, boolean hasValue) {
        List<String> codes =
                Arrays.stream(ObservationStatus.values()).map(Enum::name).toList();
        String text = text(row, "status");
        if (!text.isEmpty() && !codes.contains(text)) {
            error(row, "status", choice(text, codes));
            return null;
        }
        ObservationStatus status = text.isEmpty() ? ObservationStatus.A : ObservationStatus.valueOf(text);
        if (status.isMissing() == hasValue && !isBroken) {
            error(
                    row,
                    "status",
                    hasValue
                            ? "a status of a figure that has a value, such as A"
                            : "a value, or the status that says why there is none: "
                                    + String.join(
                                            ", ",
                                            Arrays.stream(ObservationStatus.values())
                                                    .filter(ObservationStatus::isMissing)
                                                    .map(each -> each + " (" + each.label() + ")")
                                                    .toList()));
        }
        return status;
    }

    private @Nullable Qualifier qualifier(Row row) {
        String text = text(row, "qualifier");
        if (text.isEmpty()) {
            return Qualifier.EXACT;
        }
        Qualifier qualifier = Qualifier.find(text).orElse(null);
        if (qualifier == null) {
            error(row, "qualifier", choice(text, Qualifier.codes()));
        }
        return qualifier;
    }
}
