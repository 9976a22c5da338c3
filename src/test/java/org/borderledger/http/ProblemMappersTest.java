package org.borderledger.http;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.transaction.RollbackException;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.borderledger.TestDatabase;
import org.borderledger.database.Migrations;
import org.junit.jupiter.api.Test;
import org.postgresql.PGStatement;

/** Failures that no request brings about when it is wanted. */
class ProblemMappersTest {
    @Test
    void aTransactionWhoseEndTheDatabaseBreaksOffIsToBeTriedAgain() {
        var broken = new SQLException("terminating connection due to unexpected postmaster exit", "57P02");
        // as the transaction manager tells it: the reason is no cause
        var rolledBack = new RollbackException("could not commit");
        rolledBack.addSuppressed(new IllegalStateException("of a resource", broken));
        SQLException found = ProblemMappers.fromDatabase(new UndeclaredThrowableException(rolledBack));
        assertSame(broken, found);
        assertTrue(ProblemMappers.isUnavailable(found));
    }

    /** A version that runs while the next one migrates. */
    @Test
    void aStatementThatWasPreparedBeforeAMigrationIsToBeTriedAgain() throws SQLException {
        try (Connection owner =
                        Migrations.dataSource(TestDatabase.empty().owner()).getConnection();
                Statement migration = owner.createStatement()) {
            migration.execute("create table changed (word text)");
            owner.setAutoCommit(false);
            try (PreparedStatement prepared = owner.prepareStatement("select word from changed")) {
                prepared.unwrap(PGStatement.class).setPrepareThreshold(1);
                prepared.executeQuery().close();
                owner.commit();
                migration.execute("alter table changed alter word type varchar(9)");
                owner.commit();
                SQLException refused = assertThrows(SQLException.class, prepared::executeQuery);
                assertTrue(ProblemMappers.isUnavailable(refused), refused::toString);
                owner.rollback();
                prepared.executeQuery().close();
            }
        }
    }
}
