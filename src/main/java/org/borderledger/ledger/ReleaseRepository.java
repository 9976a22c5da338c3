package org.borderledger.ledger;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.borderledger.period.Period;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The releases that the ledger holds. */
@ApplicationScoped
public class ReleaseRepository implements PanacheRepositoryBase<Release, Integer> {
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
        List<Release> page = find(hql + " order by r.issuedAt desc, r.code", values)
                .range(0, limit - 1)
                .list();
        readCoverage(page);
        return page;
    }

    /** Fills what the releases cover, of all at once; joined to the page itself it would be cut off in memory. */
    private void readCoverage(List<Release> page) {
        if (!page.isEmpty()) {
            find("from Release r left join fetch r.coverage where r in ?1", page)
                    .list();
        }
    }

    /** Of each release, by its code, the revision that took it in, or out of the timeline again. */
    public Map<String, Integer> touchedBy() {
        Map<String, Integer> touchedBy = new LinkedHashMap<>();
        getEntityManager()
                .createQuery(
                        "select r.code, coalesce((select max(x.revision) from Retraction x where x.release = r.id),"
                                + " r.recordedIn) from Release r order by r.issuedAt desc, r.code",
                        Object[].class)
                .getResultList()
                .forEach(row -> touchedBy.put((String) row[0], (Integer) row[1]));
        return touchedBy;
    }

    public List<String> publishers() {
        return find("select distinct r.publisher from Release r order by 1")
                .project(String.class)
                .list();
    }

    /** That releases were taken out of the timeline, for each that was. */
    public Map<Integer, Retraction> retractions(Collection<Release> of) {
        return getEntityManager()
                .createQuery("from Retraction x where x.release in :releases", Retraction.class)
                .setParameter("releases", of.stream().map(Release::id).toList())
                .getResultList()
                .stream()
                .collect(Collectors.toMap(Retraction::release, retraction -> retraction));
    }

    /**
     * The identifier of the release of the same format that stands before each of these in the timeline, where there is
     * one; what was typed by hand is an edition of nothing.
     */
    public Map<Integer, String> previousEditions(Collection<Release> of) {
        Map<Integer, String> previous = new HashMap<>();
        getEntityManager()
                .unwrap(Session.class)
                // the one before it is that which has one standing release fewer before itself
                .createNativeQuery("""
                        with timeline as (
                            select r.id, r.code, r.format, x.release_id is null as stands, r.sha256 is not null as is_file,
                                count(*) filter (where x.release_id is null) over (partition by r.format
                                    order by OLDEST_FIRST rows between unbounded preceding and 1 preceding) as before
                            from release r left join retraction x on x.release_id = r.id
                            where r.format in (:formats)
                        )
                        select t.id, p.code from timeline t
                            join timeline p on p.format = t.format and p.stands and p.before = t.before - 1
                        where t.is_file and t.id in (:releases)""".replace("OLDEST_FIRST", Timeline.OLDEST_FIRST), Object[].class)
                .setParameterList("formats", of.stream().map(Release::format).toList())
                .setParameterList("releases", of.stream().map(Release::id).toList())
                .getResultList()
                .stream()
                .forEach(row -> previous.put((Integer) row[0], (String) row[1]));
        return previous;
    }

    /**
     * The release of these series that was issued last, up to {@code asOf}, of those in the timeline after a revision.
     *
     * @param days some of which it covers, or may cover where it does not say; null for any
     */
    public Optional<Release> newest(List<String> series, @Nullable Period days, @Nullable Instant asOf, int revision) {
        return getEntityManager()
                .unwrap(Session.class)
                .createNativeQuery("""
                        select r.id from release r
                        where exists (select from release_series c where c.release_id = r.id and c.series in (:series)
                                and coalesce(c.covers_from <= :to and c.covers_to >= :from, true))
                            and r.issued_at <= :asOf and r.revision <= :revision
                            and not exists (select from retraction x
                                where x.release_id = r.id and x.revision <= :revision)
                        order by NEWEST_FIRST limit 1""".replace("NEWEST_FIRST", Timeline.NEWEST_FIRST), Object[].class)
                .setParameterList("series", series)
                .setParameter("from", days == null ? LocalDate.EPOCH.withYear(1) : days.start())
                .setParameter("to", days == null ? LocalDate.EPOCH.withYear(9999) : days.end())
                .setParameter("asOf", asOf == null ? Ledger.STILL : asOf)
                .setParameter("revision", revision)
                .getResultList()
                .stream()
                .map(row -> findById((Integer) row[0]))
                .findFirst();
    }

    /** The releases of a series that stand in the timeline, oldest first. */
    public List<Release> listStanding(String series) {
        return find(
                        "from Release r where exists (select 1 from r.coverage c where c.series = :series)"
                                + " and not exists (select 1 from Retraction x where x.release = r.id)"
                                + " order by r.issuedAt, r.code",
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
