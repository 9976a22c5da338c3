package org.borderledger.figure;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.query.QueryLanguage;
import org.postgresql.PGConnection;

/**
 * SQL that holds its values, for COPY, which takes no parameters. Only text can break out of where it is put, and the
 * driver quotes text as it does where it writes parameters into a statement itself; of every other type there is one form,
 * made here of a value that has been read. A type without one is refused.
 *
 * @param connection whose setting says what a backslash in a text means
 */
record LiteralSql(PGConnection connection) implements QueryLanguage {
    private static final String RELEASE = "release.";
    private static final int NANOSECONDS_ROUNDED_UP = 500;

    @Override
    public String attribute(String alias, String name) {
        if (name.startsWith(RELEASE)) {
            return attribute("r", name.substring(RELEASE.length()));
        }
        return switch (name) {
            // what an entity calls otherwise than the database
            case "validTo" -> Figure.VALID_TO;
            case "stillStands" -> "(" + alias + "." + Figure.STILL_STANDS + ")";
            case "recordedIn" -> alias + ".revision";
            default -> alias + "." + DatasetColumn.sqlName(name);
        };
    }

    @Override
    public String rows(String entity) {
        return DatasetColumn.sqlName(entity);
    }

    @Override
    public String value(Object value) {
        return switch (value) {
            case List<?> values -> list(values);
            case String text -> quoted(text);
            case Enum<?> constant -> quoted(constant.name());
            case Integer number -> number.toString();
            case Long number -> number.toString();
            case BigDecimal number -> number.toPlainString();
            case Boolean truth -> truth.toString();
            case LocalDate day -> "date '" + day + "'";
            case Instant instant -> "timestamptz '" + microseconds(instant) + "'";
            default -> throw new IllegalArgumentException("no literal of a " + value.getClass());
        };
    }

    private String list(List<?> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("SQL has no list without values");
        }
        return values.stream().map(this::value).collect(Collectors.joining(", ", "(", ")"));
    }

    private String quoted(String text) {
        try {
            return "'" + connection.escapeLiteral(text) + "'";
        } catch (SQLException noText) {
            throw new IllegalArgumentException(noText);
        }
    }

    /** Rounded as the driver rounds what it binds, so that both ask for the same. */
    private static Instant microseconds(Instant instant) {
        return instant.plusNanos(NANOSECONDS_ROUNDED_UP).truncatedTo(ChronoUnit.MICROS);
    }
}
