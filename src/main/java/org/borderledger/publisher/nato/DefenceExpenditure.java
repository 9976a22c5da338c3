package org.borderledger.publisher.nato;

import static org.borderledger.ingest.Shown.quote;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.Importer;
import org.borderledger.ingest.SourceFile;
import org.borderledger.ingest.sheet.Cell;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.ingest.sheet.XlsxWorkbook;
import org.borderledger.ledger.Code;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.ReleaseKind;
import org.borderledger.ledger.Series;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/**
 * NATO's workbook "Defence Expenditure of NATO Countries": the two tables of amounts, in national currencies and in US
 * dollars, each with a block in current and one in constant prices. Shares, changes, GDP, amounts a head and personnel are
 * other tables and are not read.
 *
 * <p>Amounts are printed in millions and kept in whole units of the currency. The programme of a figure is its table, the
 * purpose the block, that is the prices; the series declares that figures of different ones are never added.
 */
public final class DefenceExpenditure implements Importer {
    static final String FORMAT = "nato-defence-expenditure";
    static final String SERIES = "nato-defence-expenditure-annual";

    private static final String PAGE = "https://www.nato.int/cps/en/natohq/topics_49198.htm";
    private static final int NAME_OF_A_BLOCK = 1;
    private static final int NAME_OF_AN_ALLY = 2;

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    /** More than all states together spend in any currency: a thousand million million. */
    private static final BigDecimal IMPLAUSIBLE_MILLIONS = BigDecimal.valueOf(1_000_000_000);

    private static final String UNITED_STATES = "united-states";
    private static final String EUROPE_AND_CANADA = "nato-europe-and-canada";
    private static final String TOTAL = "nato-total";

    /** Which years' totals do not have an Ally yet, by the note below the table. */
    private static final Map<String, Integer> FIRST_YEAR_IN_TOTALS =
            Map.of("montenegro", 2017, "north-macedonia", 2020, "finland", 2023, "sweden", 2024);

    /** Half a million for each number that may be rounded to a million: 31 Allies and their total. */
    private static final BigDecimal ROUNDING = BigDecimal.valueOf(16_000_000);

    /** What the sheet calls a currency, behind its country's code: kroner are not everywhere the same. */
    private static final Map<String, String> CURRENCIES = Map.ofEntries(
            Map.entry("albania Leks", "ALL"),
            Map.entry("bulgaria Leva", "BGN"),
            Map.entry("canada Canadian dollars", "CAD"),
            Map.entry("czechia Koruny", "CZK"),
            Map.entry("denmark Kroner", "DKK"),
            Map.entry("hungary Forint", "HUF"),
            Map.entry("north-macedonia Denars", "MKD"),
            Map.entry("norway Kroner", "NOK"),
            Map.entry("poland Zlotys", "PLN"),
            Map.entry("romania New Lei", "RON"),
            Map.entry("sweden Kronor", "SEK"),
            Map.entry("turkiye Liras", "TRY"),
            Map.entry("united-kingdom Pounds", "GBP"),
            Map.entry("united-states US dollars", "USD"));

    private static final Pattern YEAR = Pattern.compile("((?:19|20)[0-9]{2})(e?)");
    /** A name, marks of footnotes glued to it, and in the table of national currencies the currency. */
    private static final Pattern NAME =
            Pattern.compile("(.*?)[\\s*\u2020\u2021\u00b9\u00b2\u00b3\u2070-\u20790-9]*(?:\\(([^()]*)\\)[\\s*]*)?");

    private static final Pattern PAGE_NUMBER = Pattern.compile("-\\s*[0-9]{1,3}\\s*-");
    private static final Pattern PLAIN = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,15})?");
    private static final Pattern BROKEN = Pattern.compile("#[A-Z/0!?]+");

    /** Marks in the place of a number. None of them is 0. */
    private static final Map<String, ObservationStatus> MARKS = Map.of(
            "", ObservationStatus.O,
            "-", ObservationStatus.O,
            ":", ObservationStatus.O,
            "..", ObservationStatus.O,
            "...", ObservationStatus.O,
            "n/a", ObservationStatus.O,
            "z", ObservationStatus.M);

    /** A table of amounts, with the words by which it says so. */
    private enum Table {
        NATIONAL_CURRENCY(
                "TABLE1",
                "Table 1 : Defence expenditure",
                "Million national currency units",
                false,
                "Current prices",
                "Constant 2015 prices"),
        US_DOLLARS(
                "TABLE2",
                "Table 2 : Defence expenditure",
                "Million US dollars",
                true,
                "Current prices and exchange rates",
                "Constant 2015 prices and exchange rates");

        private final String sheet;
        private final String title;
        private final String unit;
        private final boolean hasTotals;
        private final String current;
        private final String constant;

        Table(String sheet, String title, String unit, boolean hasTotals, String current, String constant) {
            this.sheet = sheet;
            this.title = title;
            this.unit = unit;
            this.hasTotals = hasTotals;
            this.current = current;
            this.constant = constant;
        }

        List<String> blocks() {
            return List.of(current, constant);
        }

        String programme() {
            return Code.of(name());
        }
    }

    /** A column of a table. */
    private record Year(int number, boolean isEstimate) {}

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(SourceFile file) {
        try (XlsxWorkbook workbook = XlsxWorkbook.open(file.path())) {
            for (Table table : Table.values()) {
                if (!workbook.sheets().contains(table.sheet)) {
                    return false;
                }
                for (Row row : workbook.rows(table.sheet)) {
                    if (!words(row.cell(NAME_OF_A_BLOCK)).equalsIgnoreCase(table.title)) {
                        return false;
                    }
                    break;
                }
            }
            return true;
        }
    }

    /** The words of a cell with single blanks between them. */
    private static String words(Cell cell) {
        return cell.text().replace('\u00a0', ' ').strip().replaceAll("\\s+", " ");
    }

    @Override
    public void read(SourceFile file, Attempt attempt) {
        try (XlsxWorkbook workbook = XlsxWorkbook.open(file.path())) {
            Set<List<Integer>> spans = new HashSet<>();
            TreeSet<Integer> years = new TreeSet<>();
            for (Table table : Table.values()) {
                var amounts = new Amounts(attempt, table);
                amounts.read(workbook);
                List<Integer> of = amounts.years();
                spans.add(of);
                years.addAll(of);
            }
            if (spans.size() > 1) {
                attempt.error(file.name(), "tables of different years: " + spans, "the same in both");
            }
            if (!years.isEmpty()) {
                attempt.describe(new Attempt.Description(
                        "NATO",
                        "Defence Expenditure of NATO Countries (" + years.first() + "-" + years.last() + ")",
                        ReleaseKind.OFFICIAL_STATISTICS,
                        PAGE,
                        null));
                attempt.coversCompletely(
                        SERIES,
                        Period.year(years.first()).start(),
                        Period.year(years.last()).end());
            }
        }
    }

    /** One table on its way to figures. */
    private static final class Amounts {
        private final Attempt attempt;
        private final Series series;
        private final Table table;
        private final Map<Integer, Year> yearByColumn = new LinkedHashMap<>();
        private final Map<String, String> rowByFunder = new HashMap<>();
        private final Set<String> blocksSeen = new HashSet<>();
        private final Map<String, Map<Integer, BigDecimal>> amountByFunder = new TreeMap<>();
        private int headings;
        private @Nullable String block;

        Amounts(Attempt attempt, Table table) {
            this.attempt = attempt;
            this.series = attempt.series(SERIES);
            this.table = table;
        }

        List<Integer> years() {
            return yearByColumn.values().stream().map(Year::number).toList();
        }

        void read(XlsxWorkbook workbook) {
            for (Row row : attempt.rows(workbook.rows(table.sheet))) {
                if (yearByColumn.isEmpty()) {
                    attempt.passOver();
                    if (!readHeading(row)) {
                        return;
                    }
                } else if (!readRow(row)) {
                    return;
                }
            }
            finishBlock();
            if (blocksSeen.size() != table.blocks().size()) {
                attempt.error(table.sheet, "the blocks " + new TreeSet<>(blocksSeen), "all of " + table.blocks());
            }
        }

        /** Title, unit and years, each on a row of its own; false, with an error, where one of them is another. */
        private boolean readHeading(Row row) {
            headings++;
            if (headings <= 2) {
                String expected = headings == 1 ? table.title : table.unit;
                boolean isAlone = row.cells().size() == NAME_OF_A_BLOCK + 1;
                if (!isAlone || !words(row.cell(NAME_OF_A_BLOCK)).equalsIgnoreCase(expected)) {
                    attempt.error(
                            row.at(NAME_OF_A_BLOCK),
                            quote(row.cell(NAME_OF_A_BLOCK)),
                            "'" + expected + "', and nothing else");
                    return false;
                }
                return true;
            }
            for (int column = 0; column < row.cells().size(); column++) {
                Cell cell = row.cell(column);
                Matcher year = YEAR.matcher(cell.text().strip());
                if (cell instanceof Cell.Empty && yearByColumn.isEmpty()) {
                    continue;
                }
                int number = column > NAME_OF_AN_ALLY && year.matches() ? Integer.parseInt(year.group(1)) : 0;
                Year before = yearByColumn.get(column - 1);
                if (number == 0 || (before != null && number != before.number() + 1)) {
                    attempt.error(row.at(column), quote(cell), "years that follow one another, as 2014 or 2023e");
                    yearByColumn.clear();
                    return false;
                }
                yearByColumn.put(column, new Year(number, !year.group(2).isEmpty()));
            }
            return true;
        }

        /** What becomes of a row below the years; false, with an error, where the table is not built as known. */
        private boolean readRow(Row row) {
            Cell aggregate = row.cell(NAME_OF_A_BLOCK);
            Cell ally = row.cell(NAME_OF_AN_ALLY);
            long cells = row.cells().stream()
                    .filter(cell -> !(cell instanceof Cell.Empty))
                    .count();
            if (aggregate instanceof Cell.Empty && ally instanceof Cell.Empty) {
                // the rests of totals that make no sense in national currencies
                if (row.cells().stream()
                        .allMatch(cell -> cell instanceof Cell.Empty
                                || BROKEN.matcher(cell.text()).matches())) {
                    attempt.passOver();
                } else {
                    attempt.quarantine(row, NAME_OF_AN_ALLY, "a row of no name", "the name of an Ally or of a total");
                }
            } else if (cells == 1 && !(aggregate instanceof Cell.Empty)) {
                attempt.passOver();
                return PAGE_NUMBER.matcher(words(aggregate)).matches() || beginBlock(row);
            } else if (cells == 1 && funder(ally).isEmpty()) {
                attempt.passOver(); // a note below the table
            } else if (block == null) {
                attempt.passOver();
                attempt.error(row.at(NAME_OF_AN_ALLY), quote(ally), "first one of the blocks " + table.blocks());
                return false;
            } else {
                offer(row, block);
            }
            return true;
        }

        private boolean beginBlock(Row row) {
            String found = words(row.cell(NAME_OF_A_BLOCK));
            Optional<String> begun = table.blocks().stream()
                    .filter(each -> each.equalsIgnoreCase(found))
                    .findFirst();
            if (begun.isEmpty() || !blocksSeen.add(begun.get())) {
                attempt.error(
                        row.at(NAME_OF_A_BLOCK),
                        quote(row.cell(NAME_OF_A_BLOCK)),
                        "one of the blocks " + table.blocks() + ", each once: other prices are other figures, which the"
                                + " series has to declare first");
                return false;
            }
            finishBlock();
            block = begun.get();
            return true;
        }

        /** The code of a name as the table writes it; empty where the series does not declare it. */
        private Optional<String> funder(Cell cell) {
            Matcher name = NAME.matcher(words(cell));
            return Optional.of(name.matches() ? Code.of(name.group(1)) : "")
                    .filter(series.codes("funder")::containsKey);
        }

        private void offer(Row row, String of) {
            boolean isTotal = !(row.cell(NAME_OF_A_BLOCK) instanceof Cell.Empty);
            int column = isTotal ? NAME_OF_A_BLOCK : NAME_OF_AN_ALLY;
            Optional<String> funder =
                    funder(row.cell(column)).filter(code -> isTotal == isTotal(code) && (!isTotal || table.hasTotals));
            if (funder.isEmpty()) {
                attempt.quarantine(
                        row,
                        column,
                        quote(row.cell(column)),
                        isTotal ? "one of the totals of the table" : "an Ally that the series declares under funder");
                return;
            }
            Optional<String> currency = currency(row.cell(column), funder.get());
            if (currency.isEmpty()) {
                attempt.quarantine(
                        row,
                        column,
                        quote(row.cell(column)),
                        table == Table.US_DOLLARS
                                ? "a name without a currency"
                                : "the name of an Ally with its currency, as 'Norway (Kroner)'");
                return;
            }
            for (int each = 0; each < row.cells().size(); each++) {
                if (each != column && !yearByColumn.containsKey(each) && !(row.cell(each) instanceof Cell.Empty)) {
                    attempt.quarantine(row, each, quote(row.cell(each)), "nothing beside the columns of the years");
                    return;
                }
            }
            List<Draft> drafts = new ArrayList<>();
            Map<Integer, BigDecimal> amounts = new TreeMap<>();
            for (Map.Entry<Integer, Year> year : yearByColumn.entrySet()) {
                Cell cell = row.cell(year.getKey());
                ObservationStatus mark = MARKS.get(words(cell).toLowerCase(Locale.ROOT));
                Optional<BigDecimal> amount = mark == null ? amount(cell) : Optional.empty();
                if (mark == null && amount.isEmpty()) {
                    attempt.quarantine(
                            row,
                            year.getKey(),
                            quote(cell),
                            "millions of a currency, or one of the marks "
                                    + MARKS.keySet().stream()
                                            .filter(each -> !each.isEmpty())
                                            .sorted()
                                            .toList());
                    return;
                }
                amount.ifPresent(value -> amounts.put(year.getValue().number(), value));
                ObservationStatus firm = year.getValue().isEstimate() ? ObservationStatus.E : ObservationStatus.A;
                drafts.add(draft(
                        of,
                        funder.get(),
                        year.getValue().number(),
                        amount.orElse(null),
                        currency.get(),
                        mark == null ? firm : mark,
                        row.at(year.getKey())));
            }
            String other = rowByFunder.putIfAbsent(funder.get(), row.at(column));
            if (other != null) {
                attempt.passOver();
                attempt.error(
                        row.at(column), "a second row of " + quote(row.cell(column)), "one, and it stands at " + other);
                return;
            }
            amountByFunder.put(funder.get(), amounts);
            drafts.forEach(attempt::offer);
        }

        private static boolean isTotal(String funder) {
            return funder.equals(TOTAL) || funder.equals(EUROPE_AND_CANADA);
        }

        /** The ISO code of the amounts of a row; empty where the name does not say a known one. */
        private Optional<String> currency(Cell cell, String funder) {
            Matcher name = NAME.matcher(words(cell));
            String said = name.matches() ? name.group(2) : null;
            return switch (table) {
                case US_DOLLARS -> said == null ? Optional.of("USD") : Optional.empty();
                case NATIONAL_CURRENCY -> {
                    if (said == null) {
                        yield Optional.empty();
                    }
                    yield said.strip().equals("Euros")
                            ? Optional.of("EUR")
                            : Optional.ofNullable(CURRENCIES.get(funder + " " + said.strip()));
                }
            };
        }

        /**
         * The amount in whole units of the currency. A number of a workbook is a double, which the file writes with as many
         * as 17 digits: 49567.125681999998. Of all decimals that are this double, the shortest is the one that was typed.
         */
        private static Optional<BigDecimal> amount(Cell cell) {
            BigDecimal millions;
            if (cell instanceof Cell.Number number) {
                if (number.value().signum() < 0 || number.value().compareTo(IMPLAUSIBLE_MILLIONS) > 0) {
                    return Optional.empty();
                }
                millions = new BigDecimal(Double.toString(number.value().doubleValue()));
            } else if (PLAIN.matcher(cell.text().strip()).matches()) {
                millions = new BigDecimal(cell.text().strip());
            } else {
                return Optional.empty();
            }
            return Optional.of(millions.multiply(MILLION));
        }

        private Draft draft(
                String of,
                String funder,
                int year,
                @Nullable BigDecimal amount,
                String currency,
                ObservationStatus status,
                String locator) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("stage", "spent");
            values.put("funder", funder);
            values.put("recipient", "not-stated");
            values.put("programme", table.programme());
            values.put("purpose", Code.of(of));
            if (amount != null) {
                values.put("amount", amount);
            }
            values.put("currency", currency);
            String whole = table.hasTotals ? whole(funder, year) : null;
            if (whole != null) {
                // its key differs in the funder alone
                Map<String, Object> container = new LinkedHashMap<>(values);
                container.put("funder", whole);
                values.put(
                        DatasetColumn.PART_OF,
                        draft(year, container, status, locator).key());
            }
            return draft(year, values, status, locator);
        }

        private Draft draft(int year, Map<String, Object> values, ObservationStatus status, String locator) {
            return Draft.exact(series, Period.year(year), values, status, locator);
        }

        /** The total that an Ally's amounts of a year are part of; null where there is none. */
        private static @Nullable String whole(String funder, int year) {
            if (funder.equals(TOTAL) || year < FIRST_YEAR_IN_TOTALS.getOrDefault(funder, year)) {
                return null;
            }
            return funder.equals(EUROPE_AND_CANADA) || funder.equals(UNITED_STATES) ? TOTAL : EUROPE_AND_CANADA;
        }

        /** Holds the totals of the block at hand against their parts, since these are declared to be parts of them. */
        private void finishBlock() {
            if (block != null && table.hasTotals) {
                for (String total : List.of(EUROPE_AND_CANADA, TOTAL)) {
                    if (!rowByFunder.containsKey(total)) {
                        attempt.error(
                                table.sheet,
                                "no row '" + series.codes("funder").get(total) + "' below '" + block + "'",
                                "one below the Allies: a table cut off?");
                        continue;
                    }
                    years().forEach(year -> checkTotal(total, year));
                }
            }
            rowByFunder.clear();
            amountByFunder.clear();
        }

        private void checkTotal(String total, int year) {
            BigDecimal sum = BigDecimal.ZERO;
            for (String funder : series.codes("funder").keySet()) {
                if (!total.equals(whole(funder, year))) {
                    continue;
                }
                BigDecimal amount =
                        amountByFunder.getOrDefault(funder, Map.of()).get(year);
                if (amount == null) {
                    return; // it is missing, or its row was kept out, so that nothing can be said
                }
                sum = sum.add(amount);
            }
            BigDecimal stated = amountByFunder.getOrDefault(total, Map.of()).get(year);
            if (stated != null && sum.subtract(stated).abs().compareTo(ROUNDING) > 0) {
                attempt.error(
                        rowByFunder.getOrDefault(total, table.sheet),
                        "the total " + stated.stripTrailingZeros().toPlainString() + " of " + year + ", and parts of "
                                + sum.stripTrailingZeros().toPlainString(),
                        "the sum of the Allies of that year");
            }
        }
    }
}
