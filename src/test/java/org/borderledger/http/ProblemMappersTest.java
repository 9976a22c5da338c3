package org.borderledger.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.transaction.RollbackException;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.SQLException;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;

/** Failures that no request brings about when it is wanted. */
class ProblemMappersTest {
    @Test
    void aTransactionWhoseEndTheDatabaseBreaksOffIsToBeTriedAgain() {
        var broken = new SQLException("terminating connection due to unexpected postmaster exit", "57P02");
        // as the transaction manager tells it: the reason is no cause
        var rolledBack = new RollbackException("could not commit");
        rolledBack.addSuppressed(new IllegalStateException("of a resource", broken));
        Response answer = new ProblemMappers().unexpected(new UndeclaredThrowableException(rolledBack));
        var problem = (ProblemDocument) answer.getEntity();
        assertEquals(ProblemCode.UNAVAILABLE.code(), problem.code());
        assertEquals("5", answer.getHeaderString("Retry-After"));
    }
}
