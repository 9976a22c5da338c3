package org.borderledger.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Keeps out, until a person says that it is meant so, an edition that says far less than its neighbour in time said of the
 * same days: half a file is a likelier reason than half a history. Neighbours are by issue date, whatever came in first.
 */
final class Shrinkage {
    /** How many of a hundred figures an edition may lack. */
    static final int MOST_PERCENT = 10;

    private final Connection connection;
    private final Dataset dataset;
    private final Publication publication;
    private final int release;

    /** @param release the publication's, whose figures are staged and not yet published */
    Shrinkage(Connection connection, Dataset dataset, Publication publication, int release) {
        this.connection = connection;
        this.dataset = dataset;
        this.publication = publication;
        this.release = release;
    }

    private record Edition(int id, String code, int place, LocalDate from, LocalDate to) {}

    /** What would shrink, in words; empty where nothing does. */
    Optional<String> of(Publication.Coverage coverage) throws SQLException {
        if (!coverage.complete() || coverage.from() == null || coverage.to() == null) {
            return Optional.empty();
        }
        List<Edition> editions = Sql.list(
                connection,
                "select r.id, r.code, row_number() over (order by " + Timeline.OLDEST_FIRST
                        + ") as place, s.covers_from,"
                        + " s.covers_to from release r join release_series s on s.release_id = r.id"
                        + " where s.series = ? and s.complete and r.format = ? and s.covers_from <= ?"
                        + " and s.covers_to >= ? and not exists (select from retraction x where x.release_id = r.id)"
                        + " order by place",
                row -> new Edition(
                        row.getInt(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getObject(4, LocalDate.class),
                        row.getObject(5, LocalDate.class)),
                coverage.series(),
                publication.format(),
                coverage.to(),
                coverage.from());
        int own = editions.stream()
                .filter(edition -> edition.id == release)
                .mapToInt(Edition::place)
                .findFirst()
                .orElseThrow();
        for (Edition neighbour : editions) {
            if (Math.abs(neighbour.place - own) == 1) {
                Optional<String> shrunk = compare(coverage.series(), editions.get(own - 1), neighbour);
                if (shrunk.isPresent()) {
                    return shrunk;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> compare(String series, Edition own, Edition neighbour) throws SQLException {
        LocalDate from = own.from.isAfter(neighbour.from) ? own.from : neighbour.from;
        LocalDate to = own.to.isBefore(neighbour.to) ? own.to : neighbour.to;
        int staged = Sql.query(
                        connection,
                        "select count(*) from stage where series = ? and period_start >= ? and period_end <= ?",
                        series,
                        from,
                        to)
                .orElseThrow();
        int held = Sql.query(
                        connection,
                        "select count(*) from statement s join " + dataset.table() + " f on f.id = s.figure_id"
                                + " where s.release_id = ? and f.series = ? and f.period_start >= ? and f.period_end <= ?",
                        neighbour.id,
                        series,
                        from,
                        to)
                .orElseThrow();
        boolean isOlder = neighbour.place < own.place;
        int before = isOlder ? held : staged;
        int after = isOlder ? staged : held;
        if (after * 100L >= before * (100L - MOST_PERCENT)) {
            return Optional.empty();
        }
        return Optional.of("of " + series + " from " + from + " to " + to + " it states " + staged + " figures and "
                + neighbour.code + ", the next " + (isOlder ? "older" : "newer") + " edition, " + held
                + ": the later of the"
                + " two lacks more than " + MOST_PERCENT + " %");
    }
}
