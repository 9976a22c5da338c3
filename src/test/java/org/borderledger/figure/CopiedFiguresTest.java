package org.borderledger.figure;

import static org.borderledger.Caller.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.borderledger.Caller;
import org.borderledger.ServedLedger;
import org.borderledger.database.Migrations;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.query.SortKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A CSV that the database writes, of many rows, is byte for byte the one that is read and written here, as one of so many
 * rows as a page may have is; for the starter data, and for values that no publisher would print.
 */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class CopiedFiguresTest {
    /** More than are read at once. */
    private static final int NASTY_ROWS = 1_500;

    private static final String NASTY_DAYS = "series=*&from=1900-01-01&to=1950-12-31";

    private static final List<@Nullable String> TEXTS = texts();

    /**
     * Around both ends of summer time, at the ends of a year, with as many digits as there may be. None is from before 1582,
     * which is read here by the Julian calendar: a day that the database does not hold, and that a copy does not have.
     */
    private static final List<String> INSTANTS = List.of(
            "1600-06-20 12:00:00+00",
            "1968-02-18 02:00:00+00",
            "1999-12-31 23:59:59.999999+00",
            "2024-12-31 23:59:59.5+00",
            "2025-03-30 00:59:59.120+00",
            "2025-03-30 01:00:00+00",
            "2025-06-30 22:59:59.999999+00",
            "2025-06-30 23:00:00+00",
            "2025-10-26 00:30:00.000001+00",
            "2025-10-26 01:00:00+00",
            "2025-12-31 23:30:00.010+00",
            "9999-06-20 12:00:00+00");

    @Inject
    @All
    List<FigureRepository<?>> repositories;

    @Inject
    LargeExports exports;

    private static List<@Nullable String> texts() {
        List<@Nullable String> texts = new ArrayList<>();
        for (String text : List.of(
                "plain",
                "",
                " ",
                " a ",
                "\\.",
                "\\",
                "a,b",
                "\"",
                "a\"b",
                "\n",
                "\r",
                "a\r\nb",
                "#",
                "#a,b",
                "#\"",
                "'",
                "é",
                "🚤\u2028",
                "{change}",
                "null",
                "a'; --",
                "$1")) {
            texts.add(text);
        }
        for (String start : "=,+,-,@,\t,\r,\n,\uFF1D,\uFF0B,\uFF0D,\uFF20".split(",", -1)) {
            texts.add(start);
            texts.add(start + "1,\"");
        }
        texts.add(null);
        return texts;
    }

    private static String text(int number) {
        String text = TEXTS.get(Math.floorMod(number, TEXTS.size()));
        return text == null ? "" : text;
    }

    @BeforeEach
    void insertTheNasty() throws SQLException {
        try (Connection connection = owner()) {
            connection.setAutoCommit(false);
            List<Integer> releases = new ArrayList<>();
            for (IssueDate.Precision precision : IssueDate.Precision.values()) {
                for (String instant : INSTANTS) {
                    releases.add(release(connection, releases.size(), precision, instant));
                }
            }
            for (FigureRepository<?> figures : repositories) {
                insert(connection, figures.dataset(), releases);
            }
            connection.commit();
        }
    }

    private static int release(Connection connection, int number, IssueDate.Precision precision, String instant)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into release (code, format, publisher, title, kind, url, issued_at, issued_precision, issued_basis,"
                        + " licence, change_kind, revision) values (?, 'nasty', ?, 'Nasty', 'official-statistics', ?,"
                        + " ?::timestamptz, ?, 'printed', ?, 'scheduled', ?) returning id")) {
            insert.setString(1, text(number) + "-nasty-" + number);
            insert.setString(2, text(number + 5));
            insert.setString(3, TEXTS.get((number + 9) % TEXTS.size()));
            insert.setString(4, instant);
            insert.setString(5, precision.code());
            insert.setString(6, TEXTS.get((number + 17) % TEXTS.size()));
            insert.setInt(7, 2 + number % 3);
            ResultSet made = insert.executeQuery();
            assertTrue(made.next());
            return made.getInt(1);
        }
    }

    private static void insert(Connection connection, Dataset dataset, List<Integer> releases) throws SQLException {
        List<DatasetColumn> own = dataset.columns();
        String names = own.stream()
                .map(column -> ", " + DatasetColumn.sqlName(column.name()))
                .collect(Collectors.joining());
        try (PreparedStatement insert = connection.prepareStatement("insert into " + dataset.table()
                + " (key, series, period_start, period_end, status, measure_status, revised, publisher_flag, qualifier,"
                + " value_high, original_text, withdrawn, value_hash, release_id, locator, issued_from, issued_to,"
                + " revision_from, revision_to" + names
                + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, '\\x00', ?, ?,"
                + " ?::timestamptz, '9999-12-31 00:00:00+00', ?, 2147483647" + ", ?".repeat(own.size()) + ")")) {
            for (int i = 0; i < NASTY_ROWS; i++) {
                int next = 1;
                insert.setString(next++, text(i) + "-" + i);
                insert.setString(next++, dataset.defaultSeries());
                LocalDate day = LocalDate.of(1900, 1, 1).plusDays(i);
                insert.setObject(next++, day);
                insert.setObject(next++, day);
                insert.setString(next++, i % 2 == 0 ? "P" : "A");
                insert.setString(next++, TEXTS.get((i + 1) % TEXTS.size()));
                insert.setBoolean(next++, i % 3 == 0);
                insert.setString(next++, TEXTS.get((i + 2) % TEXTS.size()));
                insert.setString(next++, i % 2 == 0 ? "exact" : text(i));
                insert.setBigDecimal(next++, i % 4 == 0 ? null : decimal(i));
                insert.setString(next++, TEXTS.get((i + 3) % TEXTS.size()));
                insert.setInt(next++, releases.get(i % releases.size()));
                insert.setString(next++, text(i + 4));
                insert.setString(next++, INSTANTS.get(i % (INSTANTS.size() - 1)));
                insert.setInt(next++, 2);
                for (int place = 0; place < own.size(); place++) {
                    switch (own.get(place).role()) {
                        case COUNT -> insert.setObject(next++, i % 5 == 4 ? null : Long.valueOf(i - 3));
                        case AMOUNT -> insert.setBigDecimal(next++, i % 5 == 4 ? null : decimal(i));
                        case DIMENSION, UNIT, DETAIL ->
                            insert.setString(next++, TEXTS.get((i * (place + 2) + place) % TEXTS.size()));
                    }
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Of up to sixty digits, with zeros behind, of both signs. */
    private static BigDecimal decimal(int number) {
        return new BigDecimal((number % 2 == 0 ? "" : "-") + "1234567890".repeat(number % 4) + number + "."
                + "0".repeat(number % 20) + number + "0");
    }

    @AfterEach
    void takeTheNastyOut() throws SQLException {
        try (Connection connection = owner()) {
            for (FigureRepository<?> figures : repositories) {
                connection
                        .createStatement()
                        .executeUpdate("delete from " + figures.dataset().table()
                                + " where release_id in (select id from release where format = 'nasty')");
            }
            connection.createStatement().executeUpdate("delete from release where format = 'nasty'");
        }
    }

    @Test
    void everyQuestionHasTheSameBytesInBothWays() {
        for (FigureRepository<?> figures : repositories) {
            Dataset dataset = figures.dataset();
            List<String> columns = FigureColumns.of(dataset).stream()
                    .map(org.borderledger.representation.Column::name)
                    .toList();
            List<String> questions = new ArrayList<>(List.of(
                    "series=*",
                    "series=*&includeHistory=true",
                    "series=*&revision=46",
                    NASTY_DAYS + "&updatedAfter=1",
                    NASTY_DAYS + "&updatedAfter=1&asOf=2026-01-01",
                    NASTY_DAYS + "&asOf=2026-01-01",
                    NASTY_DAYS + "&lastNObservations=25",
                    NASTY_DAYS + "&status=P,A",
                    NASTY_DAYS + "&" + dataset.measures().getFirst() + ".ne=7",
                    NASTY_DAYS + "&bom=true",
                    NASTY_DAYS + "&fields=locator,key",
                    NASTY_DAYS + "&fields=originalText",
                    NASTY_DAYS + "&fields=originalText,withdrawn"));
            for (String column : columns) {
                questions.add(NASTY_DAYS + "&sort=" + (questions.size() % 2 == 0 ? "-" : "") + column + "&fields="
                        + column + ",key");
            }
            for (String question : questions) {
                String address = "/v1/" + dataset.name() + ".csv?" + question;
                Caller.Answer copied = ask(address);
                Caller.Answer written = ask(address + "&limit=10000");
                assertEquals(200, copied.status(), () -> address + copied.body());
                assertTrue(
                        Integer.parseInt(copied.header("Total-Rows")) > 1_000,
                        () -> "few rows are not copied: " + address);
                assertEquals(written.body(), copied.body(), address);
            }
        }
    }

    @Test
    void aReaderWhoGoesAwayLeavesAConnectionThatAnswersOnlyWhatItIsAsked() throws IOException {
        FigureRepository<?> figures = repositories.stream()
                .filter(each -> each.dataset().name().equals("crossings"))
                .findFirst()
                .orElseThrow();
        var catalogue = SeriesCatalogue.load();
        var selection =
                new Selection(catalogue.of(figures.dataset()), List.of(), List.of(), List.of(), null, Past.NONE);
        var picture = new Picture(null, 46, false, 0);
        List<SortKey> order = List.of(new SortKey("key", false, String.class));
        var projection = Projection.all(figures.dataset());
        List<Long> counted = new ArrayList<>();
        for (int lines = 0; lines < 40; lines++) {
            var gone = new Leaving(lines * 37);
            var thrown = assertThrows(
                    IOException.class,
                    () -> exports.send(() -> figures.writeCsv(selection, picture, projection, order, gone)));
            assertEquals("gone", thrown.getMessage());
            exports.send(() -> counted.add(figures.count(selection, picture)));
        }
        assertTrue(counted.getFirst() > NASTY_ROWS);
        assertEquals(List.of(counted.getFirst()), counted.stream().distinct().toList());
    }

    /** Takes so many lines. */
    private static final class Leaving extends OutputStream {
        private int left;

        Leaving(int lines) {
            left = lines;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (bytes[offset + length - 1] == '\n' && left-- == 0) {
                throw new IOException("gone");
            }
        }
    }

    private static Connection owner() throws SQLException {
        return Migrations.dataSource(ServedLedger.owner()).getConnection();
    }
}
