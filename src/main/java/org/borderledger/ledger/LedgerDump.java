package org.borderledger.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a whole ledger as a ledger file, from the transaction of its connection: the releases with all that they stated,
 * the revisions with their clocks and digests, the imports. Figures and claims are written while they are read.
 */
final class LedgerDump {
    private final Connection connection;
    private final List<Dataset> datasets;
    private final SeriesCatalogue catalogue;
    /** The number of each release in the file, by its id in the database. */
    private final Map<Integer, Integer> numbers = new HashMap<>();

    LedgerDump(Connection connection, List<Dataset> datasets, SeriesCatalogue catalogue) {
        this.connection = connection;
        this.datasets = datasets;
        this.catalogue = catalogue;
    }

    void write(String title, Appendable out) throws SQLException {
        var lines = new LedgerFileWriter(out);
        lines.header(title);
        writeReleases(lines);
        writeRevisions(lines);
        for (Dataset dataset : datasets) {
            writeFigures(dataset, lines);
        }
        new ClaimTable(connection)
                .each(row -> lines.claim(
                        Objects.requireNonNull(numbers.get(row.getInt("release_id"))), ClaimTable.draft(row)));
        for (ImportRecord each : ImportLog.list(connection)) {
            lines.importRecord(each);
        }
    }

    private void writeReleases(LedgerFileWriter lines) throws SQLException {
        // A revision publishes one release at most.
        Sql.each(connection, "select * from release order by revision", row -> {
            int id = row.getInt("id");
            numbers.put(id, numbers.size() + 1);
            lines.release(numbers.size(), release(row, coverage(id)));
        });
    }

    private List<Publication.Coverage> coverage(int release) throws SQLException {
        return Sql.list(
                connection,
                "select * from release_series where release_id = ? order by series",
                row -> new Publication.Coverage(
                        row.getString("series"),
                        row.getObject("covers_from", LocalDate.class),
                        row.getObject("covers_to", LocalDate.class),
                        row.getBoolean("complete")),
                release);
    }

    private static Publication release(ResultSet row, List<Publication.Coverage> coverage) throws SQLException {
        return new Publication(
                row.getString("code"),
                row.getString("format"),
                row.getString("publisher"),
                row.getString("title"),
                ReleaseKind.find(row.getString("kind")).orElseThrow(),
                row.getString("url"),
                row.getString("via"),
                new IssueDate(
                        row.getTimestamp("issued_at").toInstant(),
                        IssueDate.Precision.valueOf(
                                row.getString("issued_precision").toUpperCase(Locale.ROOT)),
                        IssueDate.Basis.of(row.getString("issued_basis"))),
                row.getString("edition"),
                Sql.instant(row, "retrieved_at"),
                row.getString("sha256"),
                row.getString("licence"),
                row.getString("version_of"),
                ChangeKind.of(row.getString("change_kind")),
                coverage,
                List.of());
    }

    private void writeRevisions(LedgerFileWriter lines) throws SQLException {
        Sql.each(connection, """
                select v.*, x.release_id as replaced, d.dataset, d.attribute, encode(d.value_sha256, 'hex') as value_sha256
                from revision v left join retraction x on x.revision = v.number left join redaction d on d.revision = v.number
                order by v.number""", row -> lines.revision(revision(row)));
    }

    private LedgerFile.Recorded revision(ResultSet row) throws SQLException {
        int number = row.getInt("number");
        Ledger.Action action = Ledger.Action.of(row.getString("action"));
        Integer release = Sql.whole(row, "release_id");
        Integer replaced = action == Ledger.Action.CORRECT ? Sql.whole(row, "replaced") : null;
        String dataset = row.getString("dataset");
        Instant recordedAt = Objects.requireNonNull(Sql.instant(row, "recorded_at"));
        return new LedgerFile.Recorded(
                number,
                recordedAt,
                action,
                release == null ? null : numbers.get(release),
                replaced == null ? null : numbers.get(replaced),
                row.getString("reason"),
                dataset == null
                        ? null
                        : new Redaction(number, dataset, row.getString("attribute"), row.getString("value_sha256")),
                dataset == null
                        ? List.of()
                        : Sql.list(
                                connection,
                                "select series from revision_series where revision = ? order by series",
                                each -> each.getString(1),
                                number),
                action == Ledger.Action.REVIEW ? review(number) : null,
                HexFormat.of().formatHex(row.getBytes("digest")));
    }

    private LedgerFile.Review review(int revision) throws SQLException {
        return Sql.list(
                        connection,
                        "select * from claim_review where revision = ?",
                        row -> new LedgerFile.Review(row.getString("claim"), ClaimTable.opinion(row)),
                        revision)
                .getFirst();
    }

    private void writeFigures(Dataset dataset, LedgerFileWriter lines) throws SQLException {
        var figure = new Figure(dataset, lines);
        Sql.each(
                connection,
                "select f.*, s.release_id as stated_by, s.locator as stated_at, s.publisher_flag as stated_flag from statement s join "
                        + dataset.table() + " f on f.id = s.figure_id join release r on r.id = s.release_id"
                        + " order by f.key, f.value_hash, r.revision",
                figure::add);
        figure.end();
    }

    /** The value whose statements come one after the other. */
    private final class Figure {
        private final Dataset dataset;
        private final LedgerFileWriter lines;
        private @Nullable String key;
        private byte @Nullable [] digest;
        private LedgerFileWriter.@Nullable Line line;

        Figure(Dataset dataset, LedgerFileWriter lines) {
            this.dataset = dataset;
            this.lines = lines;
        }

        void add(ResultSet row) throws SQLException {
            byte[] of = row.getBytes("value_hash");
            LedgerFileWriter.Line current = line;
            if (current == null || !row.getString("key").equals(key) || !Arrays.equals(of, digest)) {
                end();
                key = row.getString("key");
                digest = of;
                Integer redactedIn = Sql.whole(row, "redacted_in");
                current = new LedgerFileWriter.Line(LedgerFileWriter.describe(StatedColumn.draft(
                        row,
                        catalogue.get(row.getString("series")),
                        dataset,
                        null,
                        row.getString("stated_at"),
                        redactedIn == null
                                ? null
                                : new Draft.Redacted(HexFormat.of().formatHex(of), redactedIn))));
                line = current;
            }
            current.add(
                    Objects.requireNonNull(numbers.get(row.getInt("stated_by"))),
                    row.getString("stated_at"),
                    row.getString("stated_flag"));
        }

        void end() {
            if (line != null) {
                lines.figure(line);
            }
        }
    }
}
