package org.borderledger.claim;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borderledger.ledger.Ledger;

/** The claims of the ledger, and what editors say of them. */
@ApplicationScoped
class ClaimRepository implements PanacheRepositoryBase<Claim, Integer> {
    private static final String STANDING = "from Claim c join fetch c.release r where r.recordedIn <= :revision"
            + " and not exists (select 1 from Retraction x where x.release = r.id and x.revision <= :revision)";
    /** Newest release first, then in the order of the release (API rule 27). */
    private static final String IN_ORDER = " order by r.issuedAt desc, r.code, c.number";

    /** The claims of releases that a revision knows and has not retracted, each with where else it appears. */
    List<Appearances> list(int revision) {
        return together(find(STANDING + IN_ORDER, Map.of("revision", revision)).list());
    }

    Optional<Appearances> find(String code, int revision) {
        return together(find(STANDING + " and c.code = :code" + IN_ORDER, Map.of("revision", revision, "code", code))
                        .list())
                .stream()
                .findFirst();
    }

    /** In the order of their first appearances. */
    private static List<Appearances> together(List<Claim> newestFirst) {
        Map<String, List<Claim>> byCode = new LinkedHashMap<>();
        for (Claim claim : newestFirst) {
            byCode.computeIfAbsent(claim.code(), any -> new ArrayList<>()).addFirst(claim);
        }
        List<Appearances> together = new ArrayList<>();
        for (Claim claim : newestFirst) {
            List<Claim> all = byCode.getOrDefault(claim.code(), List.of());
            if (all.getFirst().release().equals(claim.release())) {
                together.add(new Appearances(claim, all.subList(1, all.size())));
            }
        }
        return together;
    }

    /** What editors had said up to a revision. */
    Opinions opinions(int revision) {
        return new Opinions(getEntityManager()
                .createQuery("from Opinion o where o.revision <= :revision order by o.revision", Opinion.class)
                .setParameter("revision", revision)
                .getResultList());
    }

    /** The revisions up to one by which a review of the claim may have changed: by figures of these series, or an editor. */
    List<Integer> revisionsOf(String code, Collection<String> series, int from, int to) {
        return getEntityManager()
                .createQuery(
                        "select v.number from Revision v where v.number >= :from and v.number <= :to and ("
                                + "v.number = :from or exists (select 1 from v.effects e where e.series in :series)"
                                + " or exists (select 1 from Opinion o where o.claim = :code and o.revision = v.number))"
                                + " order by v.number",
                        Integer.class)
                .setParameter("from", from)
                .setParameter("to", to)
                .setParameter("series", series.isEmpty() ? List.of("") : series)
                .setParameter("code", code)
                .getResultList();
    }

    /** The revision by which the ledger learnt its first claim; the largest number where it has none. */
    int firstRevision() {
        return getEntityManager()
                .createQuery(
                        "select coalesce(min(r.recordedIn), " + Ledger.LATEST + ") from Claim c join c.release r",
                        Integer.class)
                .getSingleResult();
    }

    List<String> speakers() {
        return getEntityManager()
                .createQuery("select distinct c.speaker from Claim c order by 1", String.class)
                .getResultList();
    }
}
