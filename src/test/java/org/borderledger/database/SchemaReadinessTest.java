package org.borderledger.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.borderledger.TestDatabase;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class SchemaReadinessTest {
    @Test
    void whoHasNotSeenItWaitsAndDoesNotLookAgainAfterwards() throws SQLException {
        TestDatabase database = TestDatabase.empty();
        var readiness = new SchemaReadiness(Migrations.dataSource(database.owner()));
        change(
                database,
                "update flyway_schema_history set success = false where version = '" + Migrations.NEWEST + "'");
        assertEquals(Status.DOWN, readiness.call().getStatus());
        change(database, "update flyway_schema_history set success = true");
        assertEquals(Status.UP, readiness.call().getStatus());
        change(database, "drop table flyway_schema_history");
        assertEquals(Status.UP, readiness.call().getStatus(), "a database that is away is no question of readiness");
        var without = new SchemaReadiness(Migrations.dataSource(database.owner()));
        assertEquals(Status.DOWN, without.call().getStatus());
        assertTrue(without.call().getData().orElseThrow().toString().contains("flyway_schema_history"));
    }

    private static void change(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = Migrations.dataSource(database.owner()).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
