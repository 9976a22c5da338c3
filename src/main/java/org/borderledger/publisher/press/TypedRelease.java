package org.borderledger.publisher.press;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borderledger.ingest.Attempt;
import org.borderledger.ingest.Shown;
import org.borderledger.ledger.Code;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.Series;
import org.jspecify.annotations.Nullable;

/** What must hold for a release typed by hand, in whichever form; what does not is an error with its place. */
final class TypedRelease {
    private static final int LONGEST_ID = 120;
    private static final int LONGEST_WORDS = 400;
    private static final int LONGEST_ADDRESS = 1_000;
    private static final int LONGEST_QUOTE = 120;
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"<>\\\\^`{|}]+");

    private final Attempt attempt;
    private final Set<String> series = new LinkedHashSet<>();
    private final Map<String, String> places = new HashMap<>();
    private final List<Draft> drafts = new ArrayList<>();

    TypedRelease(Attempt attempt) {
        this.attempt = attempt;
    }

    List<Draft> drafts() {
        return List.copyOf(drafts);
    }

    List<Publication.Coverage> coverage() {
        return series.stream().map(Publication.Coverage::partial).toList();
    }

    /** A figure of the release, at a place of the file. */
    void add(Draft draft, String place) {
        Series of = draft.series();
        if (!attempt.writable().contains(of)) {
            attempt.error(
                    place,
                    "a figure of " + of.id() + ", which is written from its publisher's own files",
                    "a series of typed figures: " + ids(attempt.writable()));
            return;
        }
        String rule = draft.brokenRule(attempt.dataset(of))
                .or(() -> Optional.ofNullable(brokenRule(draft)))
                .orElse(null);
        if (rule != null) {
            attempt.error(place, rule, "a figure that keeps the rules of its series");
            return;
        }
        String before = places.putIfAbsent(draft.key(), place);
        if (before != null) {
            attempt.error(
                    place, draft.key() + ", as at " + before + " already", "each key once: one statement, one figure");
            return;
        }
        series.add(of.id());
        drafts.add(draft);
    }

    /** What the rules of the ledger leave to the publisher, and nobody who types by hand means. */
    private @Nullable String brokenRule(Draft draft) {
        String which = "figure " + draft.key() + " at " + draft.locator();
        if (draft.redacted() != null) {
            return which + " says that it was redacted";
        }
        Series of = draft.series();
        List<BigDecimal> numbers = of.measures().stream()
                .filter(measure -> draft.values().get(measure) != null)
                .map(measure -> new BigDecimal(String.valueOf(draft.values().get(measure))))
                .toList();
        if (numbers.stream().anyMatch(number -> number.signum() < 0)) {
            return which + " is below zero";
        }
        for (String unit : attempt.dataset(of).units()) {
            if (!of.units().isEmpty() && !numbers.isEmpty() && draft.values().get(unit) == null) {
                return which + " has a value and no " + unit + ": one of "
                        + of.units().keySet();
            }
        }
        BigDecimal high = draft.valueHigh();
        if (high != null && numbers.stream().anyMatch(number -> high.compareTo(number) <= 0)) {
            return which + " has a valueHigh that is not above its value";
        }
        boolean isOdd = Stream.concat(
                        draft.values().values().stream(),
                        Stream.of(draft.locator(), draft.originalText(), draft.measureStatus(), draft.publisherFlag()))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .anyMatch(words -> words.codePoints().anyMatch(point -> "\n\r\t".indexOf(point) < 0 && isOdd(point)));
        return isOdd ? which + " has a control character or half a character in its words" : null;
    }

    /** The release itself, and what it covers of the series that it states. */
    void offer(Publication release, UnaryOperator<String> place) {
        if (!Code.isCode(release.id()) || release.id().length() > LONGEST_ID) {
            attempt.error(
                    place.apply("release"),
                    quote(release.id()),
                    "an identifier of small letters, digits and hyphens, such as home-office-2024-05-21-statement, at most "
                            + LONGEST_ID + " characters");
        }
        checkWords("publisher", release.publisher(), LONGEST_WORDS, place);
        checkWords("title", release.title(), LONGEST_WORDS, place);
        checkWords("url", release.url(), LONGEST_ADDRESS, place);
        checkWords("via", release.via(), LONGEST_WORDS, place);
        checkWords("edition", release.edition(), LONGEST_WORDS, place);
        checkWords("licence", release.licence(), LONGEST_WORDS, place);
        checkWords("versionOf", release.versionOf(), LONGEST_WORDS, place);
        if (release.url() != null && !ADDRESS.matcher(release.url()).matches()) {
            attempt.error(place.apply("url"), quote(release.url()), "an address that begins with https:// or http://");
        }
        checkCoverage(release, place.apply("coverage"));
        attempt.offer(release.coverage().isEmpty() ? release.covering(coverage()) : release);
    }

    private void checkCoverage(Publication release, String place) {
        if (release.coverage().isEmpty()) {
            return;
        }
        List<String> covered = release.coverage().stream()
                .map(Publication.Coverage::series)
                .sorted()
                .toList();
        List<String> stated = series.stream().sorted().toList();
        if (!covered.equals(stated) && !drafts.isEmpty()) {
            attempt.error(
                    place,
                    "a release that covers " + covered + " and states figures of " + stated,
                    "the same in both; coverage may be left out");
        }
        if (release.coverage().stream().anyMatch(Publication.Coverage::complete)) {
            attempt.error(
                    place,
                    "a release that covers a series completely",
                    "partial coverage: what a statement leaves out still stands");
        }
    }

    private void checkWords(String field, @Nullable String words, int longest, UnaryOperator<String> place) {
        if (words == null) {
            return;
        }
        if (words.isBlank() || words.codePointCount(0, words.length()) > longest) {
            attempt.error(place.apply(field), field + " " + quote(words), "1 to " + longest + " characters");
        } else if (words.codePoints().anyMatch(TypedRelease::isOdd)) {
            attempt.error(
                    place.apply(field),
                    field + " " + quote(words),
                    "words on one line, without control characters or half characters");
        }
    }

    private static boolean isOdd(int point) {
        return Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE;
    }

    private static String quote(String words) {
        return "'" + Shown.of(words, LONGEST_QUOTE) + "'";
    }

    static String ids(List<Series> series) {
        return series.stream().map(Series::id).collect(Collectors.joining(", "));
    }
}
