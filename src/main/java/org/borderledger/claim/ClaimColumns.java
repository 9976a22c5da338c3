package org.borderledger.claim;

import static org.borderledger.representation.Column.Type.DATE;
import static org.borderledger.representation.Column.Type.DECIMAL;
import static org.borderledger.representation.Column.Type.INSTANT;
import static org.borderledger.representation.Column.Type.INTEGER;
import static org.borderledger.representation.Column.Type.LIST;
import static org.borderledger.representation.Column.Type.TEXT;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.borderledger.ledger.ClaimDraft.Query;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.SpeakerKind;
import org.borderledger.representation.Column;
import org.jspecify.annotations.Nullable;

/** The columns of claims, of checks and of the history of a review, in the order that every format has. */
public final class ClaimColumns {
    private static final List<Column> ASKED = List.of(
            Column.nullable("dataset", TEXT, "The dataset that is asked; null where none would answer", "crossings"),
            Column.nullable("series", TEXT, "The series that is asked", "uk-small-boats-daily"),
            Column.nullable("measure", TEXT, "The measure of which the sum is asked", "people"),
            Column.of("codes", LIST, "The codes that are asked for, as dimension=code", null),
            Column.nullable("from", DATE, "First day that the claim is of, inclusive", "2025-01-01"),
            Column.nullable(
                    "to",
                    DATE,
                    "Last day that the claim is of, inclusive; null is open, to the day on which it was said",
                    "2025-06-20"),
            Column.nullable("value", DECIMAL, "The number that is claimed; null where the claim has none", "17817"),
            Column.nullable("valueHigh", DECIMAL, "The upper end, where the claim has two", null),
            Column.nullable(
                    "qualifier",
                    TEXT,
                    "How the claim bounds its number: " + String.join(", ", Qualifier.codes()),
                    "exact"),
            Column.nullable(
                    "unit",
                    TEXT,
                    "The claim's own unit: people, boats, a currency; items where it counts things without saying which",
                    "people"));

    /** A claim with its review. */
    public static final List<Column> CLAIM = together(
            List.of(
                    Column.of("id", TEXT, "The lasting identifier", "lbc-03"),
                    Column.of("release", TEXT, "The release in which it first appeared", "lbc-2025-06-26"),
                    Column.of("number", INTEGER, "Its place in that release, from 1", "3"),
                    Column.of("statement", TEXT, "What was said, in few words", "437 people crossed last Friday"),
                    Column.of("speaker", TEXT, "Who said it", "Home Office"),
                    Column.of(
                            "speakerKind",
                            TEXT,
                            "What kind of speaker that is: " + String.join(", ", SpeakerKind.codes()),
                            "organisation"),
                    Column.of("statedOn", DATE, "The day on which it was said", "2025-06-26"),
                    Column.of("locator", TEXT, "Where it stands in the release", "text as quoted"),
                    Column.of("publisher", TEXT, "Who published that release", "LBC"),
                    Column.of(
                            "issuedAt",
                            TEXT,
                            "When it was issued, as exactly as that is known: an instant, or a day",
                            "2025-06-26"),
                    Column.nullable("sourceUrl", TEXT, "Its address; null where it is not known", null),
                    Column.of(
                            "furtherAppearances",
                            LIST,
                            "Other releases in which it appears, in the order of issue",
                            null)),
            ASKED,
            ReviewColumns.ALL);

    /** A number that is not on record, held against it. */
    public static final List<Column> CHECK = together(
            ASKED,
            List.of(Column.of("statedOn", DATE, "The day as of which it is checked", "2025-06-26")),
            ReviewColumns.ALL);

    /** What a review was, from one revision to the next. */
    public static final List<Column> HISTORY = together(
            List.of(
                    Column.of("id", TEXT, "The claim", "lbc-03"),
                    Column.of("revision", INTEGER, "The revision from which on the review was this", "29"),
                    Column.of(
                            "recordedAt",
                            INSTANT,
                            "When the ledger learnt what changed it",
                            "2026-11-24T16:37:36.123456Z")),
            ReviewColumns.ALL,
            List.of());

    /** Tells claims apart. A check is of no claim, and nothing does. */
    static final List<String> KEY = List.of("id");

    /** Tells what the reviews of claims were apart. */
    static final List<String> KEY_OF_HISTORY = List.of("id", "revision");

    private ClaimColumns() {}

    private static List<Column> together(List<Column> first, List<Column> second, List<Column> third) {
        return Stream.of(first, second, third).flatMap(List::stream).toList();
    }

    static @Nullable Object[] claim(ReviewedClaim reviewed, @Nullable String dataset) {
        Claim claim = reviewed.claim();
        List<@Nullable Object> row = new ArrayList<>();
        row.add(claim.code());
        row.add(claim.release().code());
        row.add(claim.number());
        row.add(claim.statement());
        row.add(claim.speaker());
        row.add(claim.speakerKind());
        row.add(claim.statedOn());
        row.add(claim.locator());
        row.add(claim.release().publisher());
        row.add(claim.release().issuedText());
        row.add(claim.release().url());
        row.add(reviewed.appearances().further().stream()
                .map(each -> each.release().code())
                .toList());
        addAsked(row, claim.claimed(), dataset);
        ReviewColumns.add(row, reviewed.review(), claim.claimed().stated());
        return row.toArray();
    }

    static @Nullable Object[] check(Claimed claimed, String dataset, Reviewed review) {
        List<@Nullable Object> row = new ArrayList<>();
        addAsked(row, claimed, dataset);
        row.add(claimed.on());
        ReviewColumns.add(row, review, claimed.stated());
        return row.toArray();
    }

    static @Nullable Object[] history(
            String claim, int revision, Instant recordedAt, Reviewed review, @Nullable Stated stated) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(claim);
        row.add(revision);
        row.add(recordedAt);
        ReviewColumns.add(row, review, stated);
        return row.toArray();
    }

    private static void addAsked(List<@Nullable Object> row, Claimed claimed, @Nullable String dataset) {
        Optional<Query> question = Optional.ofNullable(claimed.question());
        Optional<Stated> stated = Optional.ofNullable(claimed.stated());
        row.add(dataset);
        row.add(question.map(Query::series).orElse(null));
        row.add(question.map(Query::measure).orElse(null));
        row.add(question.map(asked -> asked.codes().entrySet().stream()
                        .map(code -> code.getKey() + "=" + code.getValue())
                        .toList())
                .orElse(List.of()));
        row.add(question.map(Query::from).orElse(null));
        row.add(question.<LocalDate>map(Query::to).orElse(null));
        row.add(stated.map(Stated::value).orElse(null));
        row.add(stated.<BigDecimal>map(Stated::high).orElse(null));
        row.add(stated.map(each -> each.qualifier().code()).orElse(null));
        row.add(stated.<String>map(Stated::unit).orElse(null));
    }
}
