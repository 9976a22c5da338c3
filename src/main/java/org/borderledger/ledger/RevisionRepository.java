package org.borderledger.ledger;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** The revisions of the ledger. */
@ApplicationScoped
public class RevisionRepository implements PanacheRepositoryBase<Revision, Integer> {

    /** The number of the newest revision; 0 while the ledger is empty. */
    public int newest() {
        return find("select coalesce(max(r.number), 0) from Revision r")
                .project(Integer.class)
                .singleResult();
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
        return newestOf(dataset, Ledger.LATEST);
    }

    /** The newest revision, not later than {@code revision}, that touched the dataset; 0 where none did. */
    public int newestOf(String dataset, int revision) {
        return find(
                        "select coalesce(max(r.number), 0) from Revision r join r.effects e"
                                + " where e.dataset = :dataset and r.number <= :revision",
                        Map.of("dataset", dataset, "revision", revision))
                .project(Integer.class)
                .singleResult();
    }

    /** The newest revision that redacted something; 0 where none did. */
    public int newestRedaction() {
        return find("select coalesce(max(r.number), 0) from Revision r where r.action = 'redact'")
                .project(Integer.class)
                .singleResult();
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

    /** Revisions below a number, newest first. */
    public List<Revision> listBefore(int number, int limit) {
        return find(
                        "from Revision r left join fetch r.release where r.number < :number order by r.number desc",
                        Map.of("number", number))
                .range(0, limit - 1)
                .list();
    }
}
