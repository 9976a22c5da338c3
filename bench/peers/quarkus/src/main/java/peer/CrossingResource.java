package peer;

import io.quarkus.panache.common.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

@Path("/v1/crossings")
public class CrossingResource {
    private static final Instant STILL = Instant.parse("9999-12-31T00:00:00Z");
    private static final String CURRENT =
            "from Crossing f join fetch f.release where f.revisionTo = 2147483647 and f.issuedTo = ?1 and not f.withdrawn";

    public record Answer<T>(T data) {}

    public record Sum(String series, int year, LocalDate periodStart, LocalDate periodEnd, Long people, Long figures) {}

    @GET
    public Answer<List<Crossing>> list(
            @QueryParam("from") LocalDate from,
            @QueryParam("to") LocalDate to,
            @QueryParam("series") String series,
            @QueryParam("place") String place,
            @QueryParam("citizenship") String citizenship,
            @QueryParam("sort") String sort,
            @QueryParam("limit") int limit) {
        if (place != null) {
            String order = "people".equals(sort) ? "f.people" : "f.people desc nulls last";
            return new Answer<>(Crossing.<Crossing>find(
                            CURRENT + " and f.series = ?2 and f.place = ?3 and f.citizenship = ?4 order by " + order
                                    + ", f.key",
                            STILL,
                            series,
                            place,
                            citizenship)
                    .page(Page.ofSize(limit))
                    .list());
        }
        return new Answer<>(Crossing.list(
                CURRENT + " and f.series = 'uk-small-boats-daily' and f.periodStart >= ?2 and f.periodEnd <= ?3"
                        + " order by f.periodEnd desc, f.key",
                STILL,
                from,
                to));
    }

    @GET
    @Path("/{key}")
    public Answer<Crossing> one(String key) {
        return new Answer<>(Crossing.<Crossing>find(CURRENT + " and f.key = ?2", STILL, key)
                .firstResultOptional()
                .orElseThrow(NotFoundException::new));
    }

    @GET
    @Path("/aggregates")
    public Answer<List<Sum>> sums(
            @QueryParam("series") String series, @QueryParam("from") LocalDate from, @QueryParam("to") LocalDate to) {
        return new Answer<>(Crossing.getEntityManager()
                .createQuery(
                        "select new peer.CrossingResource$Sum(f.series, year(f.periodStart), min(f.periodStart),"
                                + " max(f.periodEnd), sum(f.people), count(f.people)) from Crossing f"
                                + " where f.revisionTo = 2147483647"
                                + " and f.issuedTo = ?1 and not f.withdrawn"
                                + " and f.series = ?2 and f.periodStart >= ?3 and f.periodEnd <= ?4"
                                + " group by f.series, year(f.periodStart), month(f.periodStart) order by 1, 3",
                        Sum.class)
                .setParameter(1, STILL)
                .setParameter(2, series)
                .setParameter(3, from)
                .setParameter(4, to)
                .getResultList());
    }
}
