package org.borderledger.ledger;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;
import static org.borderledger.ledger.Edition.DAILY;
import static org.borderledger.ledger.Edition.PREVENTED;
import static org.borderledger.ledger.Edition.WEEKLY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Random histories, loaded in random orders with retractions in between, against the few lines that say what a timeline
 * is: a walk over the unretracted releases in the order of their issue.
 */
class AnyOrderTest {
    private static final long SEED = 20_250_620L;
    /** At a history of some five releases, two of them of one instant, in 150 ms. */
    private static final int HISTORIES = 200;

    private static final int MOST_RELEASES = 7;
    private static final LocalDate MONDAY = LocalDate.of(2025, 6, 16);
    private static final List<String> KEYS = List.of(
            DAILY + ":2025-06-16",
            DAILY + ":2025-06-17",
            DAILY + ":2025-06-18",
            DAILY + ":2025-06-19",
            WEEKLY + ":2025-W25",
            PREVENTED + ":2025-W25");
    /** At every day on which something may be issued, before the first, between any two, and after the last. */
    private static final List<Instant> MOMENTS = List.of(
            Edition.day(0.5),
            Edition.day(1),
            Edition.day(1.5),
            Edition.day(2),
            Edition.day(2.5),
            Edition.day(3),
            Edition.day(3.5),
            Edition.day(5_000));

    private static final TestLedger LEDGER = new TestLedger();

    @AfterAll
    static void close() {
        LEDGER.close();
    }

    @Test
    void theLedgerSaysWhatAWalkOverItsReleasesSaysInWhateverOrderItLearntThem() {
        for (int number = 0; number < HISTORIES; number++) {
            long seed = SEED + number;
            List<String> log = new ArrayList<>();
            try {
                new History(new Random(seed), log).play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("the history of seed " + seed + ":\n" + String.join("\n", log), e);
            }
        }
    }

    /** What a key says at a moment; no value means that it is withdrawn. */
    private record Answer(
            Optional<String> value,
            String release,
            @Nullable String locator,
            boolean revised,
            Instant validFrom,
            Instant validTo) {}

    /** Where an answer holds: after a revision, at a moment of the issued clock, for a key. */
    private record Place(int revision, Instant moment, String key) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                comparingInt(Place::revision).thenComparing(Place::key).thenComparing(Place::moment);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private static final class History {
        private final Random random;
        private final List<String> log;
        private final Set<Publication> unretracted = new LinkedHashSet<>();
        private final Map<Place, Answer> expected = new TreeMap<>();
        private int revision;

        History(Random random, List<String> log) {
            this.random = random;
            this.log = log;
        }

        void play() {
            LEDGER.clear();
            List<Publication> releases = new ArrayList<>();
            int count = 2 + random.nextInt(MOST_RELEASES - 1);
            for (int n = 0; n < count; n++) {
                releases.add(release(n));
            }
            Collections.shuffle(releases, random);
            for (Publication release : releases) {
                log.add("publish " + describe(release));
                LEDGER.ledger().publish(release);
                unretracted.add(release);
                revision++;
                check();
                if (random.nextInt(5) == 0) {
                    retractAny();
                }
            }
            assertStatements(releases);
        }

        private void retractAny() {
            Publication release = unretracted.stream()
                    .skip(random.nextInt(unretracted.size()))
                    .findFirst()
                    .orElseThrow();
            log.add("retract " + release.id());
            LEDGER.retract(release.id());
            unretracted.remove(release);
            revision++;
            check();
            if (unretracted.size() > 1 && random.nextInt(3) == 0) {
                retractAny();
            }
        }

        /** The new revision says what the model says, and each revision before what it said then. */
        private void check() {
            RolledUp.assertHolds(LEDGER);
            expected.putAll(Model.answers(unretracted, revision));
            Map<Place, Answer> recorded = recorded(revision);
            Set<Place> places = new TreeSet<>(expected.keySet());
            places.addAll(recorded.keySet());
            for (Place place : places) {
                assertEquals(expected.get(place), recorded.get(place), () -> "at " + place);
            }
        }

        private void assertStatements(List<Publication> releases) {
            Set<String> stated = new TreeSet<>();
            for (Publication release : releases) {
                for (Draft draft : release.drafts()) {
                    stated.add(release.id() + " " + draft.key() + " " + value(draft) + " " + draft.locator() + " "
                            + draft.publisherFlag());
                }
            }
            assertEquals(
                    List.copyOf(stated),
                    LEDGER.texts(
                            "select r.code, f.*, s.locator as place, s.publisher_flag as flag from statement s"
                                    + " join release r on r.id = s.release_id"
                                    + " join (" + FIGURES + ") f on f.id = s.figure_id"
                                    + " order by r.code collate \"C\", f.key",
                            row -> row.getString("code") + " " + row.getString("key") + " " + row.getString("value")
                                    + " " + row.getString("place") + " " + row.getString("flag")));
        }

        private Publication release(int number) {
            Edition edition = Edition.of(String.valueOf((char) ('a' + number)), 1.0 + random.nextInt(3))
                    .mark(any(null, null, "v1", "v2"))
                    .retrieved(any(null, null, Edition.day(9), Edition.day(10)));
            if (random.nextInt(4) == 0) {
                edition.sha256(null);
            }
            List<String> series = new ArrayList<>();
            if (random.nextInt(8) != 0) {
                series.add(DAILY);
            }
            if (random.nextInt(5) == 0) {
                series.add(WEEKLY);
            }
            if (series.isEmpty() || random.nextInt(8) == 0) {
                series.add(PREVENTED);
            }
            for (String each : series) {
                if (random.nextInt(3) == 0) {
                    edition.partial(each);
                } else {
                    // A day is inside or outside; a week may be covered, left, or cut through.
                    int from = random.nextInt(3) - 1;
                    int to = from + random.nextInt(each.equals(DAILY) ? 6 : 10);
                    edition.complete(
                            each,
                            MONDAY.plusDays(from).toString(),
                            MONDAY.plusDays(to).toString());
                }
                for (String key : KEYS) {
                    if (key.startsWith(each + ":") && random.nextBoolean()) {
                        edition.states(draft(number, key));
                    }
                }
            }
            return edition.publication();
        }

        private Draft draft(int number, String key) {
            Map<String, Object> measures = new HashMap<>();
            @Nullable Integer value = any(null, 0, 1, 2);
            if (value != null && key.startsWith(PREVENTED)) {
                // Equal numbers, however they are spelt.
                measures.put("quantity", new BigDecimal(value + any("", ".0", ".00")));
            } else if (value != null) {
                measures.put("people", (long) value);
            }
            return Edition.crossing(
                    key, measures, any(null, "Revised"), (char) ('a' + number) + "!A" + random.nextInt(3));
        }

        @SafeVarargs
        private <T extends @Nullable Object> T any(T... choices) {
            return choices[random.nextInt(choices.length)];
        }

        private static String describe(Publication release) {
            return release.id() + " issued " + Edition.dayOf(release.issued().instant()) + " retrieved "
                    + release.retrieved() + " edition " + release.edition() + " sha256 " + release.sha256() + " covers "
                    + release.coverage().stream()
                            .map(each -> each.series() + (each.complete() ? " " + each.from() + ".." + each.to() : ""))
                            .toList()
                    + " states "
                    + release.drafts().stream()
                            .map(draft -> draft.key() + "=" + value(draft))
                            .toList();
        }
    }

    private static final String FIGURES = """
            select id, key, coalesce(people::text, 'missing') as value, withdrawn, release_id, locator, publisher_flag,
                revised, issued_from, issued_to, revision_from, revision_to from crossing
            union all
            select id, key, coalesce(quantity::text, 'missing'), withdrawn, release_id, locator, publisher_flag,
                revised, issued_from, issued_to, revision_from, revision_to from enforcement_action""";

    private static String value(Draft draft) {
        return draft.values().entrySet().stream()
                .filter(entry -> Set.of("people", "quantity").contains(entry.getKey()))
                .map(entry -> String.valueOf(entry.getValue()))
                .findFirst()
                .orElse("missing");
    }

    /** What the tables say to each question that can be asked after so many revisions. */
    private static Map<Place, Answer> recorded(int revisions) {
        Map<Place, Answer> answers = new TreeMap<>();
        String moments = MOMENTS.stream().map(each -> "'" + each + "'").collect(Collectors.joining(", "));
        LEDGER.texts(
                """
                select n, t, f.*, r.code from generate_series(1, ?) n
                cross join unnest(array[MOMENTS]::timestamptz[]) t
                join (FIGURES) f on f.issued_from <= t and t < f.issued_to
                    and f.revision_from <= n and n < f.revision_to
                join release r on r.id = f.release_id""".replace("MOMENTS", moments).replace("FIGURES", FIGURES),
                row -> {
                    var place = new Place(row.getInt("n"), row.getTimestamp("t").toInstant(), row.getString("key"));
                    @Nullable String flag = row.getString("publisher_flag");
                    var answer = new Answer(
                            row.getBoolean("withdrawn")
                                    ? Optional.empty()
                                    : Optional.of(row.getString("value") + (flag == null ? "" : " " + flag)),
                            row.getString("code"),
                            row.getString("locator"),
                            row.getBoolean("revised"),
                            row.getTimestamp("issued_from").toInstant(),
                            row.getTimestamp("issued_to").toInstant());
                    Answer other = answers.put(place, answer);
                    assertEquals(null, other, () -> "two rectangles for " + place + ": " + answer);
                    return "";
                },
                revisions);
        return answers;
    }

    /** What a timeline is, in plain words. */
    private static final class Model {
        private static final Comparator<Publication> ORDER = comparing(
                        (Publication release) -> release.issued().instant())
                .thenComparing(Publication::retrieved, nullsFirst(naturalOrder()))
                .thenComparing(Publication::edition, nullsFirst(naturalOrder()))
                .thenComparing(Publication::sha256, nullsFirst(naturalOrder()))
                .thenComparing(Publication::id);

        private Model() {}

        /** The release that began to say what stands, what it said, and how many said otherwise before. */
        private record Run(Publication release, Optional<Draft> draft, int before) {}

        static Map<Place, Answer> answers(Set<Publication> releases, int revision) {
            List<Publication> ordered = releases.stream().sorted(ORDER).toList();
            Map<Place, Answer> answers = new TreeMap<>();
            for (String key : KEYS) {
                for (Instant moment : MOMENTS) {
                    run(ordered, key, moment)
                            .ifPresent(run -> answers.put(
                                    new Place(revision, moment, key), answer(run, validTo(ordered, key, run))));
                }
            }
            return answers;
        }

        private static Answer answer(Run run, Instant validTo) {
            Optional<String> value = run.draft()
                    .map(draft -> value(draft) + (draft.publisherFlag() == null ? "" : " " + draft.publisherFlag()));
            return new Answer(
                    value,
                    run.release().id(),
                    run.draft().map(Draft::locator).orElse(null),
                    run.before() > 0,
                    run.release().issued().instant(),
                    validTo);
        }

        /** When another release first says otherwise. */
        private static Instant validTo(List<Publication> ordered, String key, Run run) {
            return ordered.stream()
                    .map(release -> release.issued().instant())
                    .filter(issued -> issued.isAfter(run.release().issued().instant()))
                    .filter(issued -> !run(ordered, key, issued)
                            .orElseThrow()
                            .release()
                            .id()
                            .equals(run.release().id()))
                    .findFirst()
                    .orElse(Ledger.STILL);
        }

        /** Walks over the releases that were issued by this moment; empty while none has stated the key. */
        private static Optional<Run> run(List<Publication> ordered, String key, Instant moment) {
            @Nullable Run run = null;
            for (Publication release : ordered) {
                if (release.issued().instant().isAfter(moment)) {
                    break;
                }
                Optional<Draft> stated = release.drafts().stream()
                        .filter(draft -> draft.key().equals(key))
                        .findFirst();
                boolean speaks = stated.isPresent() || (run != null && covers(release, key));
                if (speaks
                        && (run == null
                                || !stated.map(AnyOrderTest::value).equals(run.draft.map(AnyOrderTest::value)))) {
                    run = new Run(release, stated, run == null ? 0 : run.before + 1);
                }
            }
            return Optional.ofNullable(run);
        }

        private static boolean covers(Publication release, String key) {
            Period period = Edition.periodOf(key);
            return release.coverage().stream()
                    .filter(each -> each.complete() && key.startsWith(each.series() + ":"))
                    .anyMatch(each -> new Period(Objects.requireNonNull(each.from()), Objects.requireNonNull(each.to()))
                            .contains(period));
        }
    }
}
