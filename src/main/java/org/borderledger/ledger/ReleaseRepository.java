package org.borderledger.ledger;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The releases that the ledger holds. */
@ApplicationScoped
public class ReleaseRepository implements PanacheRepositoryBase<Release, Integer> {
    /** The order of the timeline (API rule 7), backwards; {@link Rewrite} has the same in SQL. */
    private static final String NEWEST_FIRST =
            "r.issuedAt desc, r.retrievedAt desc nulls last, r.edition desc nulls last,"
                    + " r.sha256 desc nulls last, r.code desc";

    public Optional<Release> findByCode(String code) {
        return find("code", code).firstResultOptional();
    }

    /** Releases in the order newest first, then code; those after the given one. */
    public List<Release> list(@Nullable String series, @Nullable String publisher, @Nullable Release after, int limit) {
        var hql = new StringBuilder("from Release r where true");
        Map<String, Object> values = new HashMap<>();
        if (series != null) {
            hql.append(" and exists (select 1 from r.coverage c where c.series = :series)");
            values.put("series", series);
        }
        if (publisher != null) {
            hql.append(" and r.publisher = :publisher");
            values.put("publisher", publisher);
        }
        if (after != null) {
            hql.append(" and (r.issuedAt < :issued or r.issuedAt = :issued and r.code > :code)");
            values.put("issued", after.issuedAt());
            values.put("code", after.code());
        }
        return find(hql + " order by r.issuedAt desc, r.code", values)
                .range(0, limit - 1)
                .list();
    }

    public List<String> publishers() {
        return find("select distinct r.publisher from Release r order by 1")
                .project(String.class)
                .list();
    }

    /** That the release was taken out of the timeline, if it was. */
    public Optional<Retraction> retraction(Release release) {
        return Optional.ofNullable(getEntityManager().find(Retraction.class, release.id()));
    }

    /** The release of the same format and not typed by hand that stands before this one in the timeline. */
    public Optional<Release> previousEdition(Release release) {
        if (release.sha256() == null) {
            return Optional.empty();
        }
        return find(
                        "from Release r where r.format = :format and r.issuedAt <= :issued and (r = :release or not exists"
                                + " (select 1 from Retraction x where x.release = r.id)) order by " + NEWEST_FIRST,
                        Map.of("format", release.format(), "issued", release.issuedAt(), "release", release))
                .stream()
                .dropWhile(each -> !each.id().equals(release.id()))
                .skip(1)
                .findFirst();
    }

    /** The release of these series that was issued last, up to {@code asOf}, of those in the timeline after a revision. */
    public Optional<Release> newest(List<String> series, @Nullable Instant asOf, int revision) {
        return getEntityManager()
                .createQuery(
                        "select r from Release r join r.coverage c where c.series in :series and r.issuedAt <= :asOf"
                                + " and r.recordedIn <= :revision and not exists (select 1 from Retraction x"
                                + " where x.release = r.id and x.revision <= :revision)"
                                + " order by " + NEWEST_FIRST,
                        Release.class)
                .setParameter("series", series)
                .setParameter("asOf", asOf == null ? Ledger.STILL : asOf)
                .setParameter("revision", revision)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** The releases of a series that no revision has retracted, oldest first. */
    public List<Release> listStanding(String series) {
        return find(
                        "from Release r where exists (select 1 from r.coverage c where c.series = :series)"
                                + " and not exists (select 1 from Revision x where x.release = r"
                                + " and x.action = 'retract') order by r.issuedAt, r.code",
                        Map.of("series", series))
                .list();
    }

    /** When the first release of these series was issued, of those in the timeline after a revision. */
    public Optional<Instant> firstIssued(List<String> series, int revision) {
        return Optional.ofNullable(getEntityManager()
                .createQuery(
                        "select min(r.issuedAt) from Release r join r.coverage c where c.series in :series"
                                + " and r.recordedIn <= :revision and not exists (select 1 from Retraction x"
                                + " where x.release = r.id and x.revision <= :revision)",
                        Instant.class)
                .setParameter("series", series)
                .setParameter("revision", revision)
                .getSingleResult());
    }
}
