package org.borderledger.figure;

import static org.borderledger.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.borderledger.ServedProcess;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Credentials;
import org.borderledger.database.Migrations;
import org.borderledger.database.StreamedPair;
import org.borderledger.ledger.ChangeKind;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.Qualifier;
import org.borderledger.ledger.ReleaseKind;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.period.Period;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas as they run: two processes of the packaged service, one on a primary and one on a standby that streams from
 * it. Each revision states every day anew, one day more than the one before, so that a mix of two shows in any answer.
 *
 * <p>{@code -Dreplica.revisions=200} publishes more of them than the few of a normal run, and measures more delays.
 */
@Timeout(300)
class ReplicaTest {
    private static final int REVISIONS = Integer.getInteger("replica.revisions", 20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERIES = "uk-small-boats-daily";
    private static final LocalDate FIRST_DAY = LocalDate.of(2019, 1, 1);
    private static final Instant FIRST_ISSUE = Instant.parse("2021-01-01T09:00:00Z");
    private static final int FEWEST_DAYS = 25;

    /** The figure of a day is the number of its revision times this, and the day's. */
    private static final int STEP = 1_000;

    private static final String LIST = "/v1/crossings?series=" + SERIES + "&sort=periodEnd&count=exact&limit=20";
    private static final List<String> ADDRESSES = List.of(
            LIST,
            "/v1/crossings.csv?series=" + SERIES,
            "/v1/crossings/aggregates?frequency=month&sort=periodStart&limit=1",
            "/v1/crossings/latest",
            "/v1/crossings/summary?from=2019-01-01&to=2019-12-31",
            "/v1/crossings/" + SERIES + ":" + FIRST_DAY + "/revisions",
            "/v1/revisions?limit=2");

    private static final SeriesCatalogue CATALOGUE = SeriesCatalogue.load();

    @TempDir
    private static Path folder;

    /** What runs, the last one to start first. */
    private static final Deque<AutoCloseable> RUNNING = new ConcurrentLinkedDeque<>();

    private static StreamedPair databases;
    private static Path jar;
    private static ServedProcess onPrimary;
    private static ServedProcess onStandby;
    private static Ledger ledger;

    /** How many questions were asked that were never asked before. */
    private static final AtomicInteger NEVER_ASKED = new AtomicInteger();

    /** The number of the newest revision. */
    private static int newest;

    @BeforeAll
    static void start() throws Exception {
        // also when the run is cut short
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                stop();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
        databases = StreamedPair.start(folder);
        RUNNING.push(databases);
        Migrations.apply(databases.owner(), databases.readerOfThePrimary().user());
        ledger = new Ledger(Migrations.dataSource(databases.owner()), Datasets.ALL, CATALOGUE, Clock.systemUTC());
        publish();
        jar = ServedProcess.packaged(folder);
        onPrimary = ServedProcess.start(
                jar, databases.readerOfThePrimary(), databases.owner(), folder.resolve("primary.txt"));
        RUNNING.push(onPrimary);
        onStandby = ServedProcess.start(
                jar, databases.readerOfTheStandby(), databases.owner(), folder.resolve("standby.txt"));
        RUNNING.push(onStandby);
        // Replicas have answered before: the first answers of a process take seconds, and would hide all others.
        arrival(onPrimary, newest);
        arrival(onStandby, newest);
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each = RUNNING.poll(); each != null; each = RUNNING.poll()) {
            each.close();
        }
    }

    /** Acceptance asks for a second; how long it took is printed, since that depends on the machine. */
    @Test
    void everyReplicaSeesARevisionSoonAfterItsCommit() throws Exception {
        List<Long> primary = new ArrayList<>();
        List<Long> standby = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < REVISIONS; i++) {
                int revision = publish();
                long committed = System.nanoTime();
                Future<Long> there = callers.submit(() -> arrival(onPrimary, revision));
                standby.add(arrival(onStandby, revision) - committed);
                primary.add(there.get() - committed);
            }
        }
        System.out.println("From the commit to the end of the first answer of " + REVISIONS
                + " revisions: on the primary " + spread(primary) + ", on the standby " + spread(standby));
        String validator = validator(onPrimary.ask(LIST));
        List<Long> unchanged = new ArrayList<>();
        List<Long> whole = new ArrayList<>();
        for (int i = 0; i < REVISIONS; i++) {
            unchanged.add(duration(() -> onPrimary.ask(LIST, Map.of("If-None-Match", validator))));
            whole.add(duration(() -> onPrimary.ask(LIST)));
        }
        System.out.println(
                "To learn that nothing has changed, a 304: " + spread(unchanged) + "; a page of 20: " + spread(whole));
    }

    private static long duration(Callable<HttpResponse<String>> request) throws Exception {
        long start = System.nanoTime();
        request.call();
        return System.nanoTime() - start;
    }

    @Test
    void aReplicaOfAStandbyStaysWhereThatStandbyIsAndMovesOnWithIt() throws Exception {
        arrival(onStandby, newest);
        Map<String, String> before = bodies(onStandby);
        pauseTheStandby();
        try {
            int old = newest;
            publish();
            int revision = publish();
            String position = databases.askPrimary("select pg_current_wal_lsn()");
            until(
                    "the revision is there, only not replayed",
                    () -> databases
                            .askStandby("select pg_last_wal_receive_lsn() >= '" + position + "'")
                            .equals("t"));
            arrival(onPrimary, revision);
            assertEquals(old, revisionOf(onStandby.ask(LIST)));
            assertEquals(before, bodies(onStandby), "the old revision wholly");
            assertNotEquals(before, bodies(onPrimary));
        } finally {
            databases.askStandby("select pg_wal_replay_resume()");
        }
        arrival(onStandby, newest);
        assertEquals(bodies(onPrimary), bodies(onStandby));
    }

    /** What was asked before is answered without the database, and is no older all the same than what the database shows. */
    @Test
    void aReplicaNeverGoesBackWhateverIsAsked() throws Exception {
        for (int i = 0; i < REVISIONS; i++) {
            for (ServedProcess replica : List.of(onStandby, onPrimary)) {
                replica.ask(LIST);
            }
            int revision = publish();
            for (ServedProcess replica : List.of(onStandby, onPrimary)) {
                until(
                        "a new question shows the revision",
                        () -> revisionOf(replica.ask(
                                        "/v1/crossings?limit=1&people.gte=" + NEVER_ASKED.incrementAndGet()))
                                == revision);
                assertEquals(revision, revisionOf(replica.ask(LIST)));
            }
        }
    }

    /** The connections of a pool may lead to several standbys, one of which is behind. */
    @Test
    void aPoolOfSeveralDatabasesNeverShowsLessThanItHasTold() throws Exception {
        arrival(onStandby, newest);
        Credentials both = readerOfBoth("loadBalanceHosts=true");
        // as many connections as there may be: with the few that are usual, chance may lead all of them to one database
        Map<String, String> many =
                Map.of("QUARKUS_DATASOURCE_JDBC_INITIAL_SIZE", "16", "QUARKUS_DATASOURCE_JDBC_MIN_SIZE", "16");
        try (ServedProcess mixed =
                ServedProcess.start(jar, both, databases.owner(), folder.resolve("mixed.txt"), many)) {
            askManyAtOnce(mixed);
            pauseTheStandby();
            try {
                int old = newest;
                publish();
                arrival(onPrimary, newest);
                until(
                        "an answer comes from the primary",
                        () -> askManyAtOnce(mixed).contains(Integer.toString(newest)));
                until("some connections lead to the standby", () -> {
                    List<String> later = askManyAtOnce(mixed);
                    assertFalse(later.contains(Integer.toString(old)), later::toString);
                    return later.contains("503");
                });
            } finally {
                databases.askStandby("select pg_wal_replay_resume()");
            }
            until(
                    "the standby has caught up",
                    () -> askManyAtOnce(mixed).stream().allMatch(Integer.toString(newest)::equals));
        }
    }

    /** The driver knows a primary by its session's taking writes, which the service's sessions do not. */
    @Test
    void aPoolThatPrefersAStandbyLeavesThePrimaryAlone() throws Exception {
        Credentials both = readerOfBoth("targetServerType=preferSecondary");
        // only in an embedded database is the role itself read-only
        databases.askPrimary("alter role " + both.user() + " reset default_transaction_read_only");
        try {
            arrival(onStandby, newest);
            String before = databases.askPrimary("select now()");
            Path log = folder.resolve("preferring.txt");
            try (ServedProcess preferring = ServedProcess.start(jar, both, databases.owner(), log)) {
                askManyAtOnce(preferring);
                String come = "select count(*) > 0 from pg_stat_activity where application_name = 'border-ledger'"
                        + " and backend_start > '" + before + "'";
                assertEquals("t", databases.askStandby(come));
                assertEquals("f", databases.askPrimary(come));
            }
        } finally {
            databases.askPrimary("alter role " + both.user() + " set default_transaction_read_only = on");
        }
    }

    /** A way to the primary, which is named first, and the standby. */
    private static Credentials readerOfBoth(String options) {
        Credentials primary = databases.readerOfThePrimary();
        String other = databases.readerOfTheStandby().url().replaceFirst("^.*//([^/]*)/.*$", "$1");
        return new Credentials(
                primary.url().replaceFirst("//([^/]*)/", "//$1," + other + "/") + "?" + options,
                primary.user(),
                primary.password());
    }

    private static void pauseTheStandby() throws Exception {
        databases.askStandby("select pg_wal_replay_pause()");
        until(
                "the replay is paused",
                () -> databases
                        .askStandby("select pg_get_wal_replay_pause_state()")
                        .equals("paused"));
    }

    /** Questions that were never asked, as many as there are connections: the revision of each answer, or its status. */
    private static List<String> askManyAtOnce(ServedProcess replica) throws Exception {
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                answers.add(callers.submit(() -> {
                    HttpResponse<String> answer =
                            replica.ask("/v1/crossings?limit=1&people.gte=" + NEVER_ASKED.incrementAndGet());
                    return answer.statusCode() == 200
                            ? Integer.toString(revisionOf(answer))
                            : Integer.toString(answer.statusCode());
                }));
            }
        }
        List<String> all = new ArrayList<>();
        for (Future<String> answer : answers) {
            all.add(answer.get());
        }
        return all;
    }

    /** API rules 9 and 25: all of an answer is of one revision, and what has the same validator is the same. */
    @Test
    void noAnswerMixesTwoRevisionsWhileTheyLand() throws Exception {
        Map<String, String> bodyByValidator = new ConcurrentHashMap<>();
        Map<String, String> validatorByBody = new ConcurrentHashMap<>();
        AtomicBoolean published = new AtomicBoolean();
        List<Future<Integer>> readers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ServedProcess replica : List.of(onPrimary, onStandby, onPrimary, onStandby)) {
                readers.add(callers.submit(() -> {
                    int asked = 0;
                    do {
                        for (String address : ADDRESSES) {
                            HttpResponse<String> answer = replica.ask(address);
                            assertOfOneRevision(address, answer);
                            String validator = validator(answer);
                            String answered = address + "\n" + answer.body();
                            assertEquals(
                                    answered,
                                    bodyByValidator.merge(validator, answered, (first, second) -> first),
                                    "two answers with one validator");
                            assertEquals(
                                    validator,
                                    validatorByBody.merge(answered, validator, (first, second) -> first),
                                    "two validators of one answer");
                            asked++;
                        }
                    } while (!published.get());
                    return asked;
                }));
            }
            try {
                for (int i = 0; i < REVISIONS; i++) {
                    publish();
                }
            } finally {
                published.set(true);
            }
            int asked = 0;
            for (Future<Integer> reader : readers) {
                asked += reader.get();
            }
            System.out.println(asked + " answers to " + bodyByValidator.size() + " questions of a revision while "
                    + REVISIONS + " revisions landed");
        }
        arrival(onPrimary, newest);
        arrival(onStandby, newest);
        assertEquals(bodies(onPrimary), bodies(onStandby));
    }

    /** API rule 25: also of what is ordered by chance in each process, unless somebody orders it. */
    @Test
    void aPageWithANextOneIsTheSameByteForByteFromEveryReplica() throws Exception {
        arrival(onStandby, newest);
        HttpResponse<String> first = onPrimary.ask(LIST);
        HttpResponse<String> other = onStandby.ask(LIST);
        assertEquals(validator(first), validator(other));
        assertEquals(first.body(), other.body());
        String next = json(first).at("/links/next").asText();
        assertTrue(next.contains("cursor="), first::body);
        assertEquals(first.headers().firstValue("Link"), other.headers().firstValue("Link"));
        HttpResponse<String> second = onPrimary.ask(next);
        assertOfOneRevision(next, second);
        assertEquals(second.body(), onStandby.ask(next).body(), "a walk may go on at the other replica");
        assertEquals(
                304,
                onStandby.ask(LIST, Map.of("If-None-Match", validator(first))).statusCode());
    }

    /** A standby that has to catch up ends what is in its way: the same request may be answered a moment later. */
    @Test
    void aReadingThatTheStandbyBreaksOffIsToBeTriedAgain() throws Exception {
        arrival(onStandby, newest);
        databases.askStandby("alter system set max_standby_streaming_delay = '100ms'");
        databases.askStandby("select pg_reload_conf()");
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                Connection figures = locked("crossing")) {
            until("the standby holds the lock too", () -> isOnStandby("mode = 'AccessExclusiveLock'"));
            // what was asked before is known, and waits for nothing
            assertEquals(200, onStandby.ask(LIST).statusCode());
            Future<HttpResponse<String>> asked = callers.submit(() -> onStandby.ask(LIST + "&from=" + FIRST_DAY));
            until("the reading waits for it", () -> isOnStandby("not granted"));
            try (Connection revisions = locked("revision")) {
                HttpResponse<String> answer = asked.get();
                assertEquals(503, answer.statusCode(), answer::body);
                assertEquals(
                        ProblemCode.UNAVAILABLE.code(),
                        json(answer).path("code").asText());
                assertTrue(answer.headers().firstValue("Retry-After").isPresent());
                revisions.rollback();
            }
            figures.rollback();
        } finally {
            databases.askStandby("alter system reset max_standby_streaming_delay");
            databases.askStandby("select pg_reload_conf()");
        }
        until("the standby serves again", () -> onStandby.ask(LIST).statusCode() == 200);
        assertEquals(bodies(onPrimary), bodies(onStandby));
    }

    private static Connection locked(String table) throws SQLException {
        Connection connection = Migrations.dataSource(databases.owner()).getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table " + table + " in access exclusive mode");
        }
        return connection;
    }

    private static boolean isOnStandby(String locks) throws SQLException {
        return !databases
                .askStandby("select 1 from pg_locks where relation = 'crossing'::regclass and " + locks)
                .isEmpty();
    }

    /** Waits until a replica answers with a revision, holds it never to go back, and gives the time of that answer. */
    private static long arrival(ServedProcess replica, int revision) throws Exception {
        long start = System.nanoTime();
        int before = 0;
        while (true) {
            HttpResponse<String> answer = replica.ask("/v1/crossings?limit=1");
            long now = System.nanoTime();
            int seen = revisionOf(answer);
            assertTrue(seen >= before, "a replica never goes back");
            before = seen;
            if (seen >= revision) {
                return now;
            }
            assertTrue(now - start < PATIENCE.toNanos(), () -> "revision " + revision + " does not come, only " + seen);
        }
    }

    /** What a replica answers now, with its validators. */
    private static Map<String, String> bodies(ServedProcess replica) throws Exception {
        Map<String, String> bodies = new TreeMap<>();
        for (String address : ADDRESSES) {
            HttpResponse<String> answer = replica.ask(address);
            assertOfOneRevision(address, answer);
            bodies.put(address, validator(answer) + "\n" + answer.body());
        }
        return bodies;
    }

    /** Holds every number in an answer to be that of the revision that it names. */
    private static void assertOfOneRevision(String address, HttpResponse<String> answer) throws Exception {
        String said = address + " answered " + answer.statusCode() + " " + answer.body();
        assertEquals(200, answer.statusCode(), said);
        if (address.contains(".csv")) {
            List<String> lines = answer.body().lines().toList();
            List<String> header = Arrays.asList(lines.getFirst().split(",", -1));
            String name = answer.headers().firstValue("Content-Disposition").orElseThrow();
            int revision = Integer.parseInt(name.replaceFirst("^.*_revision-(\\d+)\\..*$", "$1"));
            assertEquals(FEWEST_DAYS + revision, lines.size() - 1, said);
            for (String line : lines.subList(1, lines.size())) {
                String people = line.split(",", -1)[header.indexOf("people")];
                assertEquals(revision, Integer.parseInt(people) / STEP, said);
            }
            return;
        }
        JsonNode json = json(answer);
        int revision = json.at("/meta/revision").asInt();
        JsonNode data = json.path("data");
        if (address.contains("/v1/revisions")) {
            assertEquals(revision, data.at("/0/number").asInt(), said);
        } else if (address.contains("/revisions")) {
            assertEquals(revision, data.size(), said);
            assertEquals(revision, data.get(revision - 1).path("people").asInt() / STEP, said);
        } else if (address.contains("/aggregates")) {
            assertEquals(sum(revision, 31), data.at("/0/peopleSum").asLong(), said);
        } else if (address.contains("/summary")) {
            assertEquals(
                    sum(revision, FEWEST_DAYS + revision),
                    data.path("peopleSum").asLong(),
                    said);
        } else {
            assertTrue(!data.isEmpty(), said);
            for (JsonNode row : data) {
                assertEquals(revision, row.path("people").asInt() / STEP, said);
                assertEquals(release(revision), row.path("release").asText(), said);
            }
        }
        if (address.equals(LIST)) {
            assertEquals(FEWEST_DAYS + revision, json.at("/meta/total").asInt(), said);
            assertEquals(
                    FEWEST_DAYS + revision, json.at("/meta/coverage/present").asInt(), said);
            assertEquals(
                    FIRST_DAY.plusDays(FEWEST_DAYS + revision - 1L).toString(),
                    json.at("/meta/coverage/to").asText(),
                    said);
            assertTrue(json.at("/meta/citation").asText().contains("revision=" + revision), said);
        }
    }

    /** The sum of the first days of a revision, as far as it has them. */
    private static long sum(int revision, int days) {
        return IntStream.range(0, Math.min(days, FEWEST_DAYS + revision))
                .mapToLong(day -> (long) revision * STEP + day)
                .sum();
    }

    private static int revisionOf(HttpResponse<String> answer) throws JsonProcessingException {
        assertEquals(200, answer.statusCode(), answer::body);
        return json(answer).at("/meta/revision").asInt();
    }

    private static String validator(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static JsonNode json(HttpResponse<String> answer) throws JsonProcessingException {
        return JSON.readTree(answer.body());
    }

    private static String spread(List<Long> nanoseconds) {
        List<Long> sorted = nanoseconds.stream().sorted().toList();
        return "median " + sorted.get(sorted.size() / 2) / 1_000 + " µs, longest " + sorted.getLast() / 1_000 + " µs";
    }

    private static String release(int revision) {
        return "edition-" + revision;
    }

    /** The next revision: a complete edition that states every day anew, and one day more. */
    private static int publish() {
        int revision = newest + 1;
        List<Draft> drafts = IntStream.range(0, FEWEST_DAYS + revision)
                .mapToObj(day -> draft(revision, day))
                .toList();
        var publication = new Publication(
                release(revision),
                CATALOGUE.get(SERIES).formats().getFirst(),
                "Home Office",
                "An edition of the tests",
                ReleaseKind.OFFICIAL_STATISTICS,
                null,
                null,
                IssueDate.at(FIRST_ISSUE.plus(Duration.ofHours(revision)), IssueDate.Basis.PRINTED),
                null,
                null,
                "%064x".formatted(revision),
                "OGL-UK-3.0",
                null,
                ChangeKind.SCHEDULED,
                List.of(Publication.Coverage.complete(SERIES, FIRST_DAY, FIRST_DAY.plusDays(drafts.size() - 1L))),
                drafts);
        assertTrue(ledger.publish(publication) instanceof Ledger.Outcome.Published outcome
                && outcome.revision() == revision);
        newest = revision;
        return revision;
    }

    private static Draft draft(int revision, int day) {
        LocalDate date = FIRST_DAY.plusDays(day);
        return new Draft(
                CATALOGUE.get(SERIES),
                new Period(date, date),
                Map.of(
                        "route",
                        "channel",
                        "citizenship",
                        "total",
                        "category",
                        "small-boat",
                        "people",
                        (long) revision * STEP + day),
                ObservationStatus.P,
                "boats=O,uncontrolledLandings=O",
                Qualifier.EXACT,
                null,
                null,
                null,
                "sheet!A" + day);
    }
}
