package org.borderledger.figure;

import static org.borderledger.Caller.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.borderledger.ServedLedger;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Migrations;
import org.borderledger.http.KnownAnswersTest;
import org.borderledger.ledger.Dataset;
import org.borderledger.representation.Column;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A list in the usual order comes from the figures that are kept, and the same list with all columns named from the
 * database: their rows are the same, on every page, and so is each figure by its key.
 */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
@TestProfile(KnownAnswersTest.WithMemory.class)
class KeptFiguresTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int QUESTIONS = 25;

    private record Kept(String series, Dataset dataset) {}

    private static final List<Kept> SERIES = List.of(
            new Kept("uk-small-boats-daily", dataset("crossings")),
            new Kept("uk-small-boats-weekly", dataset("crossings")),
            new Kept("uk-small-boats-prevented-weekly", dataset("enforcement-actions")),
            new Kept("uk-announced-funding", dataset("spending-lines")));

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void pagesAreThoseOfTheDatabase(long seed) throws IOException {
        var random = new Random(seed);
        for (int n = 0; n < QUESTIONS; n++) {
            Kept kept = SERIES.get(random.nextInt(SERIES.size()));
            String question = "/v1/" + kept.dataset.name() + "?series=" + kept.series + "&limit="
                    + (1 + random.nextInt(400)) + days(random);
            String named = question + "&fields=" + names(kept.dataset);
            int pages = 0;
            for (String next = question, nextNamed = named; next != null && pages < 5; pages++) {
                JsonNode page = read(next);
                JsonNode namedPage = read(nextNamed);
                assertEquals(namedPage.get("data"), page.get("data"), next);
                assertEquals(namedPage.at("/meta/coverage"), page.at("/meta/coverage"), next);
                next = page.at("/links/next").textValue();
                nextNamed = namedPage.at("/links/next").textValue();
                assertEquals(next == null, nextNamed == null, question);
            }
        }
    }

    @Test
    void oneFigureIsTheRowOfTheList() throws IOException {
        for (Kept kept : SERIES) {
            JsonNode rows = read("/v1/" + kept.dataset.name() + "?series=" + kept.series + "&limit=10&fields="
                            + names(kept.dataset))
                    .get("data");
            assertTrue(rows.size() > 1, kept.series);
            for (JsonNode row : rows) {
                String address =
                        "/v1/" + kept.dataset.name() + "/" + row.get("key").textValue();
                assertEquals(row, read(address).get("data"), address);
                // the second time from what is kept of it
                assertEquals(row, read(address + "?revision=" + newest(kept)).get("data"), address);
            }
        }
    }

    /** What the watch has heard is good for a second; then each request asks the database, which here does not answer. */
    @Test
    void whatIsKeptIsNotTrustedOnceTheDatabaseIsSilent() throws Exception {
        String kept = "/v1/crossings?series=uk-small-boats-daily&limit=";
        read(kept + 31);
        CompletableFuture<JsonNode> waiting;
        try (Connection connection = Migrations.dataSource(ServedLedger.owner()).getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table revision in access exclusive mode");
            Thread.sleep(1_500);
            waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return read(kept + 32);
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            });
            assertThrows(TimeoutException.class, () -> waiting.get(700, TimeUnit.MILLISECONDS));
            connection.rollback();
        }
        assertEquals(32, waiting.get(30, TimeUnit.SECONDS).get("data").size());
    }

    private static int newest(Kept kept) throws IOException {
        return read("/v1/" + kept.dataset.name() + "?series=" + kept.series + "&limit=1")
                .at("/meta/revision")
                .intValue();
    }

    private static String days(Random random) {
        LocalDate day = LocalDate.of(2018, 1, 1).plusDays(random.nextInt(3_300));
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "&from=" + day;
            case 2 -> "&from=" + day + "&to=" + day.plusDays(random.nextInt(800));
            default -> "&period=2019,2021-03," + day.getYear();
        };
    }

    private static String names(Dataset dataset) {
        var names = new StringJoiner(",");
        for (Column column : FigureColumns.of(dataset)) {
            names.add(column.name());
        }
        return names.toString();
    }

    private static JsonNode read(String address) throws IOException {
        var answer = ask(address);
        assertEquals(200, answer.status(), address);
        return JSON.readTree(answer.body());
    }

    private static Dataset dataset(String name) {
        return Datasets.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
