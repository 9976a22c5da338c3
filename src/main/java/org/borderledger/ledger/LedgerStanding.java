package org.borderledger.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** How the ledger stands, for those who look after it: read once for a revision, and as it was while the database is away. */
@ApplicationScoped
public class LedgerStanding {
    private static final Logger LOG = Logger.getLogger(LedgerStanding.class);
    /** Below every revision, that of an empty ledger too. */
    private static final int NONE = -1;

    private final DataSource reader;
    private final RevisionWatch watch;
    private Optional<Standing> last = Optional.empty();

    /**
     * How it stood after a revision.
     *
     * @param revision the newest; 0 of a ledger that holds nothing
     * @param issued when the newest release of each series was issued, of those in the timeline; not of series without any
     * @param quarantined how many rows of all files were not understood and kept out
     */
    public record Standing(int revision, Map<String, Instant> issued, long quarantined) {
        public Standing {
            issued = Map.copyOf(issued);
        }
    }

    LedgerStanding(DataSource reader, RevisionWatch watch) {
        this.reader = reader;
        this.watch = watch;
    }

    /** How it stands; empty as long as the database was not heard, since then nothing is known, which is not none. */
    public synchronized Optional<Standing> now() {
        int newest = watch.newest(RevisionWatch.EVERYTHING).orElse(NONE);
        if (newest > last.map(Standing::revision).orElse(NONE) && watch.isHeard()) {
            try (Connection connection = reader.getConnection();
                    Statement statement = connection.createStatement()) {
                last = Optional.of(new Standing(newest, issued(statement), quarantined(statement)));
            } catch (SQLException away) {
                LOG.debugf("the ledger cannot be looked at: %s", away.getMessage());
            }
        }
        return last;
    }

    private static Map<String, Instant> issued(Statement statement) throws SQLException {
        Map<String, Instant> issued = new HashMap<>();
        try (ResultSet row = statement.executeQuery("""
                select s.series, max(r.issued_at) from release_series s join release r on r.id = s.release_id
                where not exists (select from retraction x where x.release_id = r.id) group by s.series""")) {
            while (row.next()) {
                issued.put(row.getString(1), row.getTimestamp(2).toInstant());
            }
        }
        return issued;
    }

    private static long quarantined(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "select coalesce(sum(quarantined), 0) from import where outcome in ('published', 'corrected')")) {
            row.next();
            return row.getLong(1);
        }
    }
}
