package org.borderledger.http;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.transaction.RollbackException;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

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
}
