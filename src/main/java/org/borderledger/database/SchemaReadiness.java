package org.borderledger.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready is who has seen the schema that this version needs; a migration never takes it away again. Whether the database
 * answers at the moment is no question of readiness: all replicas share it, and one that is taken out of service for it
 * could not go on giving the answers that it knows.
 */
@Readiness
@ApplicationScoped
class SchemaReadiness implements HealthCheck {
    private final DataSource reader;
    private volatile boolean seen;

    SchemaReadiness(DataSource reader) {
        this.reader = reader;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("schema").withData("needs", Migrations.NEWEST);
        if (!seen) {
            try {
                seen = Migrations.areApplied(reader);
            } catch (SQLException unseen) {
                response.withData("seen", String.valueOf(unseen.getMessage()));
            }
        }
        return response.status(seen).build();
    }
}
