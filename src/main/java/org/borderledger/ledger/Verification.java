package org.borderledger.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/** Holds what the tables say against the digests that were kept when it was written, and rollups against the figures. */
public final class Verification {
    /** So many altered figures are named; more of them say no more. */
    private static final int MOST_NAMED = 20;

    private final Connection connection;
    private final List<Dataset> datasets;
    private final SeriesCatalogue catalogue;

    Verification(Connection connection, List<Dataset> datasets, SeriesCatalogue catalogue) {
        this.connection = connection;
        this.datasets = List.copyOf(datasets);
        this.catalogue = catalogue;
    }

    /**
     * What was found.
     *
     * @param revisions how many revisions there are
     * @param figures how many rows of figures were looked at
     * @param claims how many rows of claims were looked at
     * @param altered what is wrong with single figures and claims, and with rollups, a line each, at most 20
     * @param firstBroken the first revision whose digest does not match what it did, null where all do
     * @param digest of the newest revision, in hexadecimal, which vouches for all; null where there is none
     */
    public record Report(
            int revisions,
            long figures,
            long claims,
            List<String> altered,
            @Nullable Integer firstBroken,
            @Nullable String digest) {
        public Report {
            altered = List.copyOf(altered);
        }

        public boolean holds() {
            return altered.isEmpty() && firstBroken == null;
        }
    }

    private record Kept(int revision, @Nullable String digest) {}

    Report run(IntConsumer progress) throws SQLException {
        var rows = new Rows();
        for (Dataset dataset : datasets) {
            rows.read(dataset);
        }
        rows.readClaims();
        for (Dataset dataset : datasets) {
            for (Series series : catalogue.of(dataset)) {
                var rollup = new RollupWriter(connection, dataset, series);
                // one that is not of now is not read, and made anew at the next start
                if (rollup.isOfTheRevisionBefore(Ledger.LATEST)) {
                    rows.altered.addAll(rollup.differences(Math.max(0, MOST_NAMED - rows.altered.size())));
                }
            }
        }
        List<Kept> kept = Sql.list(
                connection,
                "select number, encode(digest, 'hex') from revision order by number",
                row -> new Kept(row.getInt(1), row.getString(2)));
        for (Kept each : kept) {
            progress.accept(each.revision());
            if (!RevisionDigest.text(new RevisionDigest(connection, datasets).of(each.revision()))
                    .equals(each.digest())) {
                return new Report(kept.size(), rows.figures, rows.claims, rows.altered, each.revision(), null);
            }
        }
        return new Report(
                kept.size(),
                rows.figures,
                rows.claims,
                rows.altered,
                null,
                kept.isEmpty() ? null : kept.getLast().digest());
    }

    /** Whether each row says what its digest says. */
    private final class Rows {
        private final List<String> altered = new ArrayList<>();
        private long figures;
        private long claims;

        private void read(Dataset dataset) throws SQLException {
            List<StatedColumn> columns = StatedColumn.of(dataset);
            Sql.each(
                    connection,
                    "select f.*, r.code from " + dataset.table()
                            + " f join release r on r.id = f.release_id order by f.revision_from, f.key, r.code",
                    row -> {
                        figures++;
                        byte[] digest = row.getBytes("redacted_hash");
                        byte[] stated = digest == null ? row.getBytes("value_hash") : digest;
                        if (altered.size() >= MOST_NAMED) {
                            return;
                        }
                        String key = row.getString("key");
                        // a withdrawn figure has no digest of what it says, since it says nothing
                        boolean says = stated == null
                                || Arrays.equals(
                                        stated, StatedColumn.digest(key, columns, column -> read(column, row)));
                        if (!says || !isOf(key, row)) {
                            altered.add(key + " by " + row.getString("code") + ", made in revision "
                                    + row.getInt("revision_from")
                                    + ": its columns do not say what its digest and its key say");
                        }
                    });
        }

        /** Whether the series and the days of a row, which filters and sums go by, are those of its key. */
        private boolean isOf(String key, java.sql.ResultSet row) throws SQLException {
            String series = row.getString("series");
            String beginning = series + ":"
                    + new Period(
                                    row.getObject("period_start", LocalDate.class),
                                    row.getObject("period_end", LocalDate.class))
                            .code();
            return catalogue.find(series).isPresent() && (key.equals(beginning) || key.startsWith(beginning + ":"));
        }

        private void readClaims() throws SQLException {
            new ClaimTable(connection).each(row -> {
                claims++;
                byte[] digest = row.getBytes("redacted_hash");
                if (altered.size() < MOST_NAMED
                        && !Arrays.equals(
                                digest == null ? row.getBytes("value_hash") : digest, ClaimColumn.digest(row))) {
                    altered.add("claim " + row.getString("code") + " in " + row.getString("release_code")
                            + ": its columns do not say what its digest says");
                }
            });
        }

        private static @Nullable Object read(StatedColumn column, java.sql.ResultSet row) {
            try {
                return column.read(row);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
