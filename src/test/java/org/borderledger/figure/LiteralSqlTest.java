package org.borderledger.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.borderledger.TestDatabase;
import org.borderledger.database.Migrations;
import org.borderledger.ledger.ObservationStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Values that are written into SQL come out of the database as they went in, and nothing of them is run. */
class LiteralSqlTest {
    private static final TestDatabase DATABASE = TestDatabase.empty();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'",
                "''",
                "\\",
                "\\'",
                "\\\\'",
                "'; drop table crossing; --",
                "\\'; drop table crossing; --",
                "' || (select current_user) || '",
                "$$",
                "$1 ? :v0 {change}",
                "\u02BC\uFF07 é 再见 🚤",
                "a\nb\r\t\u0001",
                "/* */ -- E'",
                "ends with a backslash\\"
            })
    void aTextIsOnlyATextWhateverABackslashMeans(String text) throws SQLException {
        for (String backslashIsPlain : List.of("on", "off")) {
            try (Connection connection = connect()) {
                connection.createStatement().execute("set standard_conforming_strings = " + backslashIsPlain);
                String literal = new LiteralSql(connection.unwrap(PGConnection.class)).value(text);
                assertEquals(text, selected(connection, literal));
                assertEquals(
                        "t",
                        selected(
                                        connection,
                                        "(" + literal + " in "
                                                + new LiteralSql(connection.unwrap(PGConnection.class))
                                                        .value(List.of("x", text))
                                                + ")::text")
                                .substring(0, 1));
            }
        }
    }

    @Test
    void everyTypeThatConditionsHaveIsTheSameValue() throws SQLException {
        try (Connection connection = connect()) {
            connection.createStatement().execute("set time zone 'America/St_Johns'");
            var sql = new LiteralSql(connection.unwrap(PGConnection.class));
            assertEquals("-2147483648", selected(connection, "(" + sql.value(Integer.MIN_VALUE) + ")::text"));
            assertEquals("-9223372036854775808", selected(connection, "(" + sql.value(Long.MIN_VALUE) + ")::text"));
            assertEquals("-1.50", selected(connection, "(" + sql.value(new BigDecimal("-1.50")) + ")::text"));
            assertEquals("1200000", selected(connection, "(" + sql.value(new BigDecimal("1.2E6")) + ")::text"));
            assertEquals("false", selected(connection, sql.value(false) + "::text"));
            assertEquals("P", selected(connection, sql.value(ObservationStatus.P)));
            assertEquals("2024-02-29", selected(connection, sql.value(LocalDate.of(2024, 2, 29)) + "::text"));
        }
    }

    /** A condition that is bound and one that is written must choose the same figures. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-10-26T00:30:00Z",
                "2025-03-30T01:00:00.000001Z",
                "1999-12-31T23:59:59.999999499Z",
                "1999-12-31T23:59:59.9999995Z",
                "2025-06-20T12:00:00.0000005Z",
                "2025-06-20T12:00:00.0000015Z",
                "9999-12-31T00:00:00Z"
            })
    void anInstantIsRoundedAsOneThatIsBound(String instant) throws SQLException {
        try (Connection connection = connect()) {
            var sql = new LiteralSql(connection.unwrap(PGConnection.class));
            Instant value = Instant.parse(instant);
            try (var statement = connection.prepareStatement("select " + sql.value(value) + " = ?")) {
                statement.setObject(1, value.atOffset(java.time.ZoneOffset.UTC));
                ResultSet row = statement.executeQuery();
                assertTrue(row.next() && row.getBoolean(1));
            }
        }
    }

    @Test
    void whatHasNoLiteralIsRefused() throws SQLException {
        try (Connection connection = connect()) {
            var sql = new LiteralSql(connection.unwrap(PGConnection.class));
            assertThrows(IllegalArgumentException.class, () -> sql.value(new Object()));
            assertThrows(IllegalArgumentException.class, () -> sql.value(1.5));
            assertThrows(IllegalArgumentException.class, () -> sql.value(List.of()));
            assertThrows(IllegalArgumentException.class, () -> sql.value("a\0b"));
        }
    }

    private static String selected(Connection connection, String expression) throws SQLException {
        ResultSet row = connection.createStatement().executeQuery("select " + expression);
        assertTrue(row.next());
        return String.valueOf(row.getString(1));
    }

    private static Connection connect() throws SQLException {
        return Migrations.dataSource(DATABASE.owner()).getConnection();
    }
}
