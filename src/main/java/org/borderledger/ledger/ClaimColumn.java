package org.borderledger.ledger;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A column of what a claim says, beside its identifier: its own, and those of its two queries. They are listed here once,
 * for the digest of a draft and of a row. An editor's opinion is not among them: it is of the claim, not of an appearance.
 *
 * @param name as in digests, and in snake case in the rows that {@link ClaimTable} reads
 */
record ClaimColumn(String name, Function<ClaimDraft, @Nullable Object> of) {
    private static final List<ClaimColumn> ALL = Stream.of(
                    Stream.of(
                            new ClaimColumn("number", ClaimDraft::number),
                            new ClaimColumn("statement", ClaimDraft::statement),
                            new ClaimColumn("speaker", ClaimDraft::speaker),
                            new ClaimColumn(
                                    "speakerKind", claim -> claim.speakerKind().code()),
                            new ClaimColumn("statedOn", ClaimDraft::statedOn),
                            new ClaimColumn("locator", ClaimDraft::locator),
                            new ClaimColumn("value", ClaimDraft::value),
                            new ClaimColumn("valueHigh", ClaimDraft::valueHigh),
                            new ClaimColumn("qualifier", claim -> code(claim.qualifier())),
                            new ClaimColumn("unit", ClaimDraft::unit)),
                    ofQuery("stated", ClaimDraft::stated),
                    ofQuery("nearest", ClaimDraft::nearest))
            .flatMap(columns -> columns)
            .toList();

    private static Stream<ClaimColumn> ofQuery(String kind, Function<ClaimDraft, ClaimDraft.@Nullable Query> query) {
        return Stream.of(
                ofQuery(kind + "Series", query, ClaimDraft.Query::series),
                ofQuery(kind + "Measure", query, ClaimDraft.Query::measure),
                ofQuery(kind + "Codes", query, ClaimDraft.Query::codesText),
                ofQuery(kind + "From", query, ClaimDraft.Query::from),
                ofQuery(kind + "To", query, ClaimDraft.Query::to));
    }

    private static ClaimColumn ofQuery(
            String name,
            Function<ClaimDraft, ClaimDraft.@Nullable Query> query,
            Function<ClaimDraft.Query, @Nullable Object> part) {
        return new ClaimColumn(name, claim -> {
            ClaimDraft.Query asked = query.apply(claim);
            return asked == null ? null : part.apply(asked);
        });
    }

    private static @Nullable String code(@Nullable Qualifier qualifier) {
        return qualifier == null ? null : qualifier.code();
    }

    /** SHA-256 over the identifier and all that the claim says. */
    static byte[] digest(ClaimDraft claim) {
        var text = new StringBuilder(claim.id());
        for (ClaimColumn column : ALL) {
            StatedColumn.addLine(text, column.name(), column.of().apply(claim));
        }
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The same of a row that {@link ClaimTable} reads, even of one that says what no claim may. */
    static byte[] digest(ResultSet row) throws SQLException {
        var text = new StringBuilder(row.getString("code"));
        for (ClaimColumn column : ALL) {
            StatedColumn.addLine(text, column.name(), column.read(row));
        }
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable Object read(ResultSet row) throws SQLException {
        String column = DatasetColumn.sqlName(name);
        if (name.equals("value") || name.equals("valueHigh")) {
            BigDecimal number = row.getBigDecimal(column);
            return number == null ? null : Draft.plain(number);
        }
        return row.getString(column);
    }
}
