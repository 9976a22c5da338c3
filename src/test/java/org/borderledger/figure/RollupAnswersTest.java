package org.borderledger.figure;

import static org.borderledger.Caller.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.borderledger.Caller;
import org.borderledger.ServedLedger;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Migrations;
import org.borderledger.ledger.ChangeKind;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.ReleaseKind;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.Period;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random questions to the starter and to generated figures of 2001 and 2002, answered from rollups and, since those do not
 * hold any more, from the figures: not a byte may differ. The generated releases are taken out of the timeline again.
 */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class RollupAnswersTest {
    private static final List<String> GENERATED = List.of(
            "us-cbp-encounters-monthly",
            "uk-irregular-arrivals-quarterly",
            "mediterranean-arrivals-daily",
            "uk-immigration-enforcement-quarterly",
            "uk-home-office-spend-over-25000",
            "uk-enforcement-statements",
            "uk-announced-funding");
    private static final List<String> OF_THE_STARTER =
            List.of("uk-small-boats-daily", "uk-small-boats-weekly", "uk-small-boats-prevented-weekly");
    private static final int RELEASES = 12;
    private static final int QUESTIONS = 150;
    /** Of how many codes of a dimension figures are made, so that they meet. */
    private static final int CODES = 3;

    private static int editions;

    private final SeriesCatalogue catalogue = SeriesCatalogue.load();
    private final Ledger ledger =
            new Ledger(Migrations.dataSource(ServedLedger.owner()), Datasets.ALL, catalogue, Clock.systemUTC());
    private final List<Standing> standing = new ArrayList<>();

    /**
     * A release that is not retracted.
     *
     * @param document of which it is a reading
     */
    private record Standing(String id, String document, Series series) {}

    @AfterEach
    void takeBack() {
        standing.forEach(release -> ledger.retract(release.id(), "the test is over"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anAnswerFromRollupsIsThatOfTheFiguresToTheByte(long seed) throws SQLException {
        var random = new Random(seed);
        for (int n = 0; n < RELEASES; n++) {
            publishAny(random);
        }
        List<Caller.Answer> answers = new ArrayList<>();
        for (int n = 0; n < QUESTIONS; n++) {
            answers.add(ask(question(random)));
        }
        run("update rolled_up set revision = -revision");
        try {
            for (Caller.Answer answer : answers) {
                assertEquals(ask(answer.address()).body(), answer.body(), answer::address);
            }
        } finally {
            run("update rolled_up set revision = -revision");
        }
        long answered =
                answers.stream().filter(answer -> answer.status() == 200).count();
        assertTrue(answered > QUESTIONS / 2, () -> "only " + answered + " questions had an answer");
    }

    @Test
    void rollupsAnswerWhatTheyCanAndNothingElse() throws SQLException {
        String months = "/v1/crossings/aggregates?series=uk-small-boats-daily&period=2024&frequency=month";
        List<String> fromRollups = List.of(
                months,
                months + "&measures=people.mean,people.max&groupBy=year",
                "/v1/crossings/aggregates?series=uk-small-boats-daily&window=7d&period=2024",
                "/v1/crossings/comparisons?from=2025-01-01&to=2025-03-31&years=2023..2025",
                "/v1/crossings/summary?period=2024");
        List<String> fromFigures = List.of(
                months + "&asOf=2026-06-01",
                months + "&revision=20",
                months + "&status=P",
                months + "&people.gte=1",
                months + "&groupBy=route,category",
                "/v1/enforcement-actions/aggregates?series=uk-enforcement-statements&groupBy=action",
                "/v1/spending-lines/aggregates?groupBy=stage");
        List<String> rolledUp =
                fromRollups.stream().map(RollupAnswersTest::body).toList();
        List<String> read = fromFigures.stream().map(RollupAnswersTest::body).toList();
        run("update rollup set figures = figures + 7, sums[1] = sums[1] + 7");
        try {
            for (int i = 0; i < fromRollups.size(); i++) {
                assertNotEquals(rolledUp.get(i), body(fromRollups.get(i)), fromRollups.get(i));
            }
            // what is said of the whole series beside the sums comes from rollups there too
            run("delete from rolled_up where series = 'uk-small-boats-daily'");
            for (int i = 0; i < fromFigures.size(); i++) {
                if (!fromFigures.get(i).startsWith(months)) {
                    continue;
                }
                assertEquals(read.get(i), body(fromFigures.get(i)), fromFigures.get(i));
            }
        } finally {
            run("delete from rolled_up");
            ledger.rollUp();
        }
        assertEquals(rolledUp, fromRollups.stream().map(RollupAnswersTest::body).toList());
    }

    private static String body(String address) {
        Caller.Answer answer = ask(address);
        assertEquals(200, answer.status(), answer::body);
        return answer.body();
    }

    // questions

    private String question(Random random) {
        List<String> ids = random.nextInt(4) == 0 ? OF_THE_STARTER : GENERATED;
        Series series = catalogue.get(any(random, ids));
        Dataset dataset = dataset(series);
        List<String> parameters = new ArrayList<>(List.of("series=" + series.id()));
        String days = any(
                random,
                "",
                "",
                "period=2001",
                "period=2001-03..2002-02",
                "period=2001,2002",
                "from=2001-01-15&to=2002-05-20",
                "from=2025-02-03",
                "period=2024-W10..2025-W10");
        for (Map.Entry<String, Map<String, String>> dimension :
                series.dimensions().entrySet()) {
            List<String> codes =
                    dimension.getValue().keySet().stream().limit(CODES).toList();
            if (!codes.isEmpty() && random.nextInt(8) == 0) {
                parameters.add(dimension.getKey() + "="
                        + (random.nextBoolean() ? any(random, codes) : String.join(",", codes)));
            }
        }
        String kind = any(random, "/aggregates", "/aggregates", "/aggregates", "/comparisons", "/summary", "");
        switch (kind) {
            case "/comparisons" ->
                parameters.add(any(
                        random,
                        "from=2002-01-01&to=2002-06-30&years=2001..2002",
                        "from=2025-01-01&to=2025-02-09&years=2023..2025"));
            case "/summary" -> {
                parameters.add(days);
                parameters.add(any(random, "", "passing=500"));
            }
            case "/aggregates" -> {
                parameters.add(days);
                parameters.addAll(sums(random, series, dataset));
            }
            default -> {
                parameters.add(days);
                parameters.add("limit=2");
            }
        }
        return "/v1/" + dataset.name() + kind + "?"
                + parameters.stream().filter(each -> !each.isEmpty()).collect(Collectors.joining("&"));
    }

    private static List<String> sums(Random random, Series series, Dataset dataset) {
        List<String> parameters = new ArrayList<>();
        String frequency =
                any(random, "", "day", "week", "month", "month", "quarter", "year", "year", "financial-year");
        if (!frequency.isEmpty()) {
            parameters.add("frequency=" + frequency);
        }
        List<String> groups = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            groups.add("year");
        }
        List<String> several = dataset.dimensions().stream()
                .filter(name -> series.codes(name).size() > 1)
                .toList();
        for (int n = random.nextInt(3); n > 0 && !several.isEmpty(); n--) {
            groups.add(any(random, several));
        }
        if (!groups.isEmpty()) {
            parameters.add("groupBy=" + groups.stream().distinct().collect(Collectors.joining(",")));
        }
        switch (random.nextInt(6)) {
            case 0 -> parameters.add("cumulative=true");
            case 1 ->
                parameters.add(
                        "window=" + (1 + random.nextInt(5)) + (frequency.isEmpty() ? "m" : frequency.substring(0, 1)));
            case 2, 3 ->
                parameters.add("measures="
                        + series.measures().stream()
                                .map(measure -> measure + any(random, ".sum", ".mean", ".max", ".min"))
                                .collect(Collectors.joining(",")));
            default -> {
                // the sum of each
            }
        }
        return parameters;
    }

    // releases

    private void publishAny(Random random) {
        Series series = catalogue.get(any(random, GENERATED));
        int what = random.nextInt(8);
        if (what == 0 && !standing.isEmpty()) {
            ledger.retract(standing.removeLast().id(), "a test");
        } else if (what == 1 && !standing.isEmpty()) {
            Standing wrong = standing.removeFirst();
            Publication better = release(wrong.document(), wrong.series(), random);
            standing.add(
                    new Standing(ledger.correct(better, "a test", null).release(), wrong.document(), wrong.series()));
        } else {
            Publication release = release("rollup-test-" + ++editions, series, random);
            ledger.publish(release);
            standing.add(new Standing(release.id(), release.id(), series));
        }
    }

    private static Publication release(String id, Series series, Random random) {
        Map<String, Draft> drafts = new LinkedHashMap<>();
        for (int n = 0; n < 150; n++) {
            Draft draft = draft(series, random, n);
            drafts.putIfAbsent(draft.key(), draft);
        }
        boolean complete = random.nextInt(3) == 0;
        return new Publication(
                id,
                series.formats().getFirst(),
                any(random, "A publisher", "Another publisher"),
                "A release of the tests",
                ReleaseKind.OFFICIAL_STATISTICS,
                null,
                null,
                IssueDate.parse(
                        "2003-0" + (1 + random.nextInt(3)) + any(random, "-01", "-02", "-02T00:00:00Z"),
                        IssueDate.Basis.OPTION),
                null,
                null,
                sha256(id),
                "OGL-UK-3.0",
                null,
                ChangeKind.SCHEDULED,
                List.of(
                        complete
                                ? Publication.Coverage.complete(
                                        series.id(), LocalDate.of(2001, 1, 1), LocalDate.of(2001, 12, 31))
                                : Publication.Coverage.partial(series.id())),
                List.copyOf(drafts.values()));
    }

    private static String sha256(String id) {
        return "%064x".formatted(id.hashCode() & 0xffffffffL);
    }

    private static Draft draft(Series series, Random random, int number) {
        Map<String, Object> values = new LinkedHashMap<>();
        series.dimensions().forEach((dimension, codes) -> {
            List<String> of = codes.keySet().stream().limit(CODES).toList();
            values.put(dimension, of.isEmpty() ? any(random, "alpha", "beta") : any(random, of));
        });
        boolean missing = random.nextInt(12) == 0;
        boolean main = random.nextInt(6) > 0 || series.measures().size() == 1;
        boolean between = false;
        Qualifier qualifier = Qualifier.EXACT;
        if (!missing) {
            for (String measure : series.measures()) {
                if (!measure.equals(series.mainMeasure()) || main) {
                    values.put(measure, value(measure, random));
                }
            }
            between = random.nextInt(40) == 0;
            qualifier = between
                    ? Qualifier.BETWEEN
                    : random.nextInt(20) == 0
                            ? any(random, List.of(Qualifier.ABOUT, Qualifier.UP_TO))
                            : Qualifier.EXACT;
        }
        if (!series.units().isEmpty() && !missing) {
            values.put(
                    series.dataset().equals("spending-lines") ? "currency" : "unit",
                    any(random, series.units().keySet().stream().limit(2).toList()));
        }
        if (series.dataset().equals("spending-lines")) {
            values.put("transaction", String.valueOf(number));
            if (series.id().equals("uk-announced-funding") && random.nextInt(6) == 0) {
                values.put(any(random, "per", "partOf"), any(random, "year", "unknown"));
            }
        }
        return new Draft(
                series,
                period(series, random),
                values,
                missing ? ObservationStatus.O : any(random, List.of(ObservationStatus.A, ObservationStatus.P)),
                null,
                qualifier,
                between ? new BigDecimal("901") : null,
                null,
                null,
                "A" + number);
    }

    private static Object value(String measure, Random random) {
        int value = random.nextInt(4) == 0 ? 0 : random.nextInt(900);
        return switch (measure) {
            case "amount", "quantity" -> new BigDecimal(value + any(random, "", ".5", ".25"));
            default -> (long) value;
        };
    }

    /** Of the rhythm of the series, and now and then a longer one that overlaps those. */
    private static Period period(Series series, Random random) {
        int year = 2001 + random.nextInt(2);
        int month = 1 + random.nextInt(12);
        if (random.nextInt(200) == 0) {
            return Period.year(year);
        }
        return switch (series.frequency()) {
            case DAILY -> Period.day(LocalDate.of(year, month, 1 + random.nextInt(28)));
            case MONTHLY -> Period.month(YearMonth.of(year, month));
            case QUARTERLY -> Period.quarter(year, 1 + random.nextInt(4));
            case WEEKLY, ANNUAL, OTHER -> Period.ukFinancialYear(year);
        };
    }

    private static <T> T any(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String any(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static Dataset dataset(Series series) {
        return Datasets.ALL.stream()
                .filter(each -> each.name().equals(series.dataset()))
                .findFirst()
                .orElseThrow();
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = Migrations.dataSource(ServedLedger.owner()).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
