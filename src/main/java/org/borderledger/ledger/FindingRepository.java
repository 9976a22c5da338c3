package org.borderledger.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/** What reading the releases came upon. */
@ApplicationScoped
public class FindingRepository {
    private static final String OF_RELEASE = " from import i where i.id = (select min(m.id) from import m"
            + " where m.release = :release and m.outcome in ('published', 'corrected'))";

    private final EntityManager database;

    FindingRepository(EntityManager database) {
        this.database = database;
    }

    /** The findings of a release in the order in which they were made, after the one of that number. */
    public List<Finding> list(Release release, int after, int limit) {
        return database
                .unwrap(Session.class)
                .createNativeQuery(
                        "select f.level, f.place, f.found, f.expected, f.done, f.original from finding f"
                                + " where f.number > :after and f.import_id = (select i.id" + OF_RELEASE
                                + ") order by f.number",
                        Object[].class)
                .setParameter("release", release.code())
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(row -> new Finding(
                        Finding.Level.of((String) row[0]),
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        (String) row[4],
                        (String) row[5]))
                .toList();
    }

    /** What became of the rows of a release; empty for what did not come in as a file of its own. */
    public Optional<RowTally> tally(Release release) {
        return database
                .unwrap(Session.class)
                .createNativeQuery(
                        "select i.row_count, i.stating, i.passed_over, i.quarantined, i.figures" + OF_RELEASE,
                        Object[].class)
                .setParameter("release", release.code())
                .getResultList()
                .stream()
                .map(row -> new RowTally((Long) row[0], (Long) row[1], (Long) row[2], (Long) row[3], (Long) row[4]))
                .findFirst();
    }
}
