package org.borderledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.borderledger.database.Credentials;
import org.borderledger.database.Migrations;

/**
 * All that a ledger knows now, without what depends on the order in which it learnt it: the standing rectangles of the
 * three tables with every column but the ids and the revisions, and the statements of every release. One line each.
 */
public record LedgerState(List<String> rectangles, List<String> statements, List<String> releases) {
    /** The tables of figures. */
    public static final List<String> TABLES = List.of("crossing", "enforcement_action", "spending_line");

    /** Reads it in one transaction. */
    public static LedgerState of(Credentials owner) {
        List<String> rectangles = new ArrayList<>();
        List<String> statements = new ArrayList<>();
        try (Connection connection = Migrations.dataSource(owner).getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            for (String table : TABLES) {
                rectangles.addAll(lines(connection, """
                        select (to_jsonb(f) - 'id' - 'release_id' - 'revision_from' - 'revision_to'
                            || jsonb_build_object('release', r.code))::text
                        from %s f join release r on r.id = f.release_id where f.revision_to = 2147483647
                        order by f.key, f.issued_from, f.issued_to, r.code""".formatted(table)));
                statements.addAll(lines(connection, """
                        select concat_ws(' | ', f.key, encode(f.value_hash, 'hex'), r.code, s.locator, s.publisher_flag)
                        from statement s join %s f on f.id = s.figure_id join release r on r.id = s.release_id
                        order by 1""".formatted(table)));
            }
            List<String> releases = lines(connection, """
                    select (to_jsonb(r) - 'id' - 'revision' || jsonb_build_object('series', (
                            select jsonb_agg(to_jsonb(s) - 'release_id' order by s.series) from release_series s
                            where s.release_id = r.id),
                        'retracted', (select x.reason from retraction x where x.release_id = r.id)))::text
                    from release r order by r.code""");
            connection.commit();
            return new LedgerState(rectangles, statements, releases);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> lines(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (row.next()) {
                lines.add(row.getString(1));
            }
            return lines;
        }
    }

    /** Fails with the lines that only one of two ledgers has, if there are any. */
    public static void assertSame(LedgerState expected, LedgerState actual) {
        assertEquals("", difference(expected.releases, actual.releases), "releases");
        assertEquals("", difference(expected.statements, actual.statements), "statements");
        assertEquals("", difference(expected.rectangles, actual.rectangles), "rectangles");
    }

    private static String difference(List<String> expected, List<String> actual) {
        SortedMap<String, Integer> surplus = new TreeMap<>();
        expected.forEach(line -> surplus.merge(line, -1, Integer::sum));
        actual.forEach(line -> surplus.merge(line, 1, Integer::sum));
        var lines = new StringBuilder();
        surplus.forEach((line, count) -> {
            // A message of ten lines is read, one of four thousand is not.
            if (count != 0 && lines.length() < 4_000) {
                lines.append(count < 0 ? "missing " : "surplus ").append(line).append('\n');
            }
        });
        return lines.toString();
    }
}
