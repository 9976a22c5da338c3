package org.borderledger.ledger;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/** A release for a test, put together step by step. */
final class Edition {
    static final SeriesCatalogue CATALOGUE = SeriesCatalogue.load();
    static final String DAILY = "uk-small-boats-daily";
    static final String WEEKLY = "uk-small-boats-weekly";
    static final String PREVENTED = "uk-small-boats-prevented-weekly";
    static final String FUNDING = "uk-announced-funding";

    private static final Instant DAY_ZERO = Instant.parse("2026-01-01T09:30:00Z");

    private final String id;
    private final Instant issued;
    private final List<Publication.Coverage> coverage = new ArrayList<>();
    private final List<Draft> drafts = new ArrayList<>();
    private String format = "home-office-small-boats-time-series";
    private @Nullable String mark;
    private @Nullable IssueDate dated;
    private @Nullable Instant retrieved;
    private @Nullable String sha256;

    private Edition(String id, Instant issued) {
        this.id = id;
        this.issued = issued;
        this.sha256 = digest(id);
    }

    /** Issued so many days after the first of 2026. */
    static Edition of(String id, double day) {
        return new Edition(id, day(day));
    }

    static Instant day(double day) {
        return DAY_ZERO.plus(Duration.ofMinutes(Math.round(day * 24 * 60)));
    }

    /** The number of the day: what {@link #day} made the instant from. */
    static String dayOf(Instant instant) {
        double days = Duration.between(DAY_ZERO, instant).toMinutes() / (24.0 * 60);
        return days == Math.rint(days) ? Long.toString(Math.round(days)) : Double.toString(days);
    }

    static String digest(String bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** Its issue date as exactly as it is known, in the place of an instant. */
    Edition dated(String value) {
        this.dated = IssueDate.parse(value, IssueDate.Basis.OPTION);
        return this;
    }

    Edition mark(@Nullable String value) {
        this.mark = value;
        return this;
    }

    Edition retrieved(@Nullable Instant value) {
        this.retrieved = value;
        return this;
    }

    /** Its bytes' digest; null for what was typed from words. */
    Edition sha256(@Nullable String value) {
        this.sha256 = value;
        return this;
    }

    Edition format(String value) {
        this.format = value;
        return this;
    }

    /** It is the whole of the series between these days. */
    Edition complete(String series, String from, String to) {
        coverage.add(Publication.Coverage.complete(series, LocalDate.parse(from), LocalDate.parse(to)));
        return this;
    }

    /** It speaks of some figures of the series, and its silence means nothing. */
    Edition partial(String series) {
        coverage.add(Publication.Coverage.partial(series));
        return this;
    }

    /** It states so many people for a key such as {@code uk-small-boats-daily:2025-06-20}; null is not available. */
    Edition states(String key, @Nullable Long people) {
        return states(key, people, null);
    }

    Edition states(String key, @Nullable Long people, @Nullable String flag) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (people != null) {
            values.put("people", people);
        }
        return states(crossing(key, values, flag, id + "!" + key));
    }

    Edition states(Draft draft) {
        drafts.add(draft);
        return this;
    }

    static Series seriesOf(String key) {
        return CATALOGUE.get(key.substring(0, key.indexOf(':')));
    }

    static Period periodOf(String key) {
        return Period.find(key.substring(key.indexOf(':') + 1)).orElseThrow();
    }

    /** A payment of May 2014 of £30,000, as a list of the Home Office's has it. */
    static Draft payment(String transaction, String recipient) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("stage", "spent");
        values.put("funder", "home-office");
        values.put("recipient", recipient);
        values.put("programme", "border-force");
        values.put("purpose", "it-run-cost");
        values.put("amount", new BigDecimal("30000"));
        values.put("currency", "GBP");
        values.put("transaction", transaction);
        return new Draft(
                CATALOGUE.get("uk-home-office-spend-over-25000"),
                Period.month(YearMonth.of(2014, 5)),
                values,
                ObservationStatus.A,
                null,
                Qualifier.EXACT,
                null,
                null,
                null,
                "H2");
    }

    /** A figure of small boats, with the codes of its series. */
    static Draft crossing(String key, Map<String, Object> measures, @Nullable String flag, String locator) {
        Series series = seriesOf(key);
        Map<String, Object> values = new LinkedHashMap<>(measures);
        series.dimensions()
                .forEach((dimension, codes) ->
                        values.put(dimension, codes.keySet().iterator().next()));
        return new Draft(
                series,
                periodOf(key),
                values,
                measures.isEmpty() ? ObservationStatus.O : ObservationStatus.P,
                null,
                Qualifier.EXACT,
                null,
                null,
                flag,
                locator);
    }

    Publication publication() {
        return new Publication(
                id,
                format,
                "Home Office",
                "Small boats, edition " + id,
                ReleaseKind.OFFICIAL_STATISTICS,
                "https://www.gov.uk/" + id,
                null,
                dated == null ? IssueDate.at(issued, IssueDate.Basis.PRINTED) : dated,
                mark,
                retrieved,
                sha256,
                "OGL-UK-3.0",
                null,
                ChangeKind.SCHEDULED,
                coverage,
                drafts);
    }
}
