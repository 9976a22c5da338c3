package org.borderledger.ledger;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The revisions of the ledger. */
@ApplicationScoped
public class RevisionRepository implements PanacheRepositoryBase<Revision, Integer> {
    private final TransactionSynchronizationRegistry transactions;
    private final RevisionWatch watch;

    RevisionRepository(TransactionSynchronizationRegistry transactions, RevisionWatch watch) {
        this.transactions = transactions;
        this.watch = watch;
    }

    /**
     * The newest revisions that a transaction sees.
     *
     * @param any the newest of the whole ledger
     * @param ofDataset the newest that touched a dataset
     * @param redaction the newest that redacted something
     */
    private record Newest(int any, int ofDataset, int redaction) {}

    /**
     * What every part of an answer asks for is read once: a transaction that reads sees one picture of the ledger from its
     * first statement to its last.
     */
    private Newest seen(String dataset) {
        Object key = List.of(Newest.class, dataset);
        if (transactions.getTransactionKey() == null) {
            // outside of a transaction the session would keep the connection until the request ends
            return QuarkusTransaction.requiringNew().call(() -> read(dataset));
        }
        if (transactions.getResource(key) instanceof Newest seen) {
            return seen;
        }
        Newest newest = read(dataset);
        transactions.putResource(key, newest);
        return newest;
    }

    private Newest read(String dataset) {
        // every answer asks for it, and Hibernate would make more of three numbers than reading them costs
        return getEntityManager().unwrap(Session.class).doReturningWork(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("""
                    select coalesce((select max(number) from revision), 0),
                        coalesce((select max(revision) from revision_series where dataset = ?), 0),
                        NEWEST_REDACTION""".replace("NEWEST_REDACTION", RevisionWatch.NEWEST_REDACTION))) {
                statement.setString(1, dataset);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    Newest newest = new Newest(row.getInt(1), row.getInt(2), row.getInt(3));
                    watch.show(newest.any(), connection);
                    return newest;
                }
            }
        });
    }

    /** The number of the newest revision; 0 while the ledger is empty. */
    public int newest() {
        return seen("").any();
    }

    /** The number of the revision that was the newest at an instant; 0 before the first. */
    public int newestAt(Instant instant) {
        return find(
                        "select coalesce(max(r.number), 0) from Revision r where r.recordedAt <= :instant",
                        Map.of("instant", instant))
                .project(Integer.class)
                .singleResult();
    }

    /** The newest revision that touched the dataset of this name; 0 where none did. */
    public int newestOf(String dataset) {
        return seen(dataset).ofDataset();
    }

    /** The newest revision, not later than {@code revision}, that touched the dataset; 0 where none did. */
    public int newestOf(String dataset, int revision) {
        Newest seen = seen(dataset);
        return revision >= seen.ofDataset() ? seen.ofDataset() : findNewestOf(dataset, revision);
    }

    private int findNewestOf(String dataset, int revision) {
        return find(
                        "select coalesce(max(r.number), 0) from Revision r join r.effects e"
                                + " where e.dataset = :dataset and r.number <= :revision",
                        Map.of("dataset", dataset, "revision", revision))
                .project(Integer.class)
                .singleResult();
    }

    /** The newest revision that redacted something; 0 where none did. */
    public int newestRedaction() {
        return seen("").redaction();
    }

    /** The same, where the newest revision of a dataset is asked for as well. */
    public int newestRedaction(String dataset) {
        return seen(dataset).redaction();
    }

    /** The revision that a request asks for, or the newest. */
    public int get(@Nullable Integer asked) {
        int newest = newest();
        if (asked != null && asked > newest) {
            throw Problem.of(ProblemCode.UNKNOWN_REVISION, "the newest revision is " + newest)
                    .about("revision")
                    .hint("ask for a revision from 1 to " + newest + "; /v1/revisions lists them");
        }
        return asked == null ? newest : asked;
    }

    /** When each revision was recorded, by its number. */
    public NavigableMap<Integer, Instant> recordedAt() {
        NavigableMap<Integer, Instant> recordedAt = new TreeMap<>();
        getEntityManager()
                .createQuery("select r.number, r.recordedAt from Revision r", Object[].class)
                .getResultList()
                .forEach(row -> recordedAt.put((Integer) row[0], (Instant) row[1]));
        return recordedAt;
    }

    /** The newest revision that touched each series, as far as one did. */
    public Map<String, Integer> newestBySeries() {
        Map<String, Integer> newest = new HashMap<>();
        getEntityManager()
                .createQuery(
                        "select e.series, max(r.number) from Revision r join r.effects e group by e.series",
                        Object[].class)
                .getResultList()
                .forEach(row -> newest.put((String) row[0], (Integer) row[1]));
        return newest;
    }

    /** Revisions below a number, newest first. */
    public List<Revision> listBefore(int number, int limit) {
        return find(
                        "from Revision r left join fetch r.release where r.number < :number order by r.number desc",
                        Map.of("number", number))
                .range(0, limit - 1)
                .list();
    }
}
