package org.borderledger.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.borderledger.database.Migrations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A watch that hears nothing by itself, as while its database is gone. */
class RevisionWatchTest {
    private static final String DAY = "uk-small-boats-daily:2025-06-01";

    private final TestLedger ledger = new TestLedger();
    private final DataSource source = Migrations.dataSource(ledger.owner());
    private final RevisionWatch watch = new RevisionWatch(source);

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void nothingIsKnownBeforeTheDatabaseIsHeard() {
        assertEquals(OptionalInt.empty(), watch.newest(RevisionWatch.EVERYTHING));
        assertEquals(OptionalInt.empty(), watch.newest("crossings"));
        assertEquals(0, watch.floor());
    }

    @Test
    void anAnswerOfANewRevisionTellsWhatItDoesNotTouch() throws SQLException {
        ledger.publish(crossings("a", 1).states(DAY, 1L));
        show(1);
        assertEquals(OptionalInt.of(1), watch.newest("crossings"));
        ledger.publish(Edition.of("b", 2)
                .format("home-office-spend-over-25000")
                .partial("uk-home-office-spend-over-25000")
                .states(Edition.payment("1", "serco")));
        show(2);
        assertEquals(OptionalInt.of(2), watch.newest(RevisionWatch.EVERYTHING));
        assertEquals(OptionalInt.of(1), watch.newest("crossings"), "what was known of crossings is still known");
        assertEquals(OptionalInt.of(2), watch.newest("spending-lines"));
        assertEquals(OptionalInt.of(0), watch.newest("enforcement-actions"));
    }

    /** A connection may lead to a standby that is behind. */
    @Test
    void whatWasToldIsNotTakenBack() throws SQLException {
        try (var behind = new TestLedger()) {
            behind.publish(crossings("a", 1).states(DAY, 1L));
            ledger.publish(crossings("a", 1).states(DAY, 1L), crossings("b", 2).states(DAY, 2L));
            show(2);
            try (Connection connection = Migrations.dataSource(behind.owner()).getConnection()) {
                watch.show(1, connection);
                watch.show(3, connection);
            }
        }
        assertEquals(2, watch.floor());
        assertEquals(OptionalInt.of(2), watch.newest("crossings"));
    }

    private static Edition crossings(String id, double day) {
        return Edition.of(id, day).partial(Edition.DAILY);
    }

    private void show(int revision) throws SQLException {
        try (Connection connection = source.getConnection()) {
            watch.show(revision, connection);
        }
    }
}
