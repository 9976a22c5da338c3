package org.borderledger.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.borderledger.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A writer whose first host takes connections and says nothing. */
@Timeout(60)
class GreetingTest {
    private final Credentials owner = TestDatabase.empty().owner();

    @Test
    void aHostThatSaysNothingIsPassedOver() throws Exception {
        try (Line line = Line.to(owner.url())) {
            line.silence();
            String both = line.through(owner.url())
                    .replaceFirst("//([^/]*)/", "//$1," + owner.url().replaceFirst("^.*//([^/]*)/.*$", "$1") + "/");
            try (Connection connection = open(both);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select 1")) {
                row.next();
                assertEquals(1, row.getInt(1));
                assertEquals(0, connection.getNetworkTimeout(), "a statement may take as long as it takes");
            }
            assertThrows(SQLException.class, () -> open(line.through(owner.url())));
        }
    }

    @Test
    void whatAnAddressSaysOfStatementsHoldsForThem() throws SQLException {
        String separator = owner.url().contains("?") ? "&" : "?";
        try (Connection connection = open(owner.url() + separator + "socketTimeout=30")) {
            assertEquals(30_000, connection.getNetworkTimeout());
        }
    }

    private Connection open(String address) throws SQLException {
        return Migrations.dataSource(new Credentials(address, owner.user(), owner.password()))
                .getConnection();
    }
}
