package org.borderledger.figure;

import static org.borderledger.Caller.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.borderledger.Caller;
import org.borderledger.ServedLedger;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Credentials;
import org.borderledger.database.Migrations;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of a revision is what it was when it was first given out, whatever columns a dataset gets later. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class FrozenFilesTest {
    private static final String SERIES = "uk-irregular-arrivals-quarterly";
    private static final Period QUARTER = Period.quarter(2001, 1);

    private final SeriesCatalogue catalogue = SeriesCatalogue.load();

    /** The digests that the service of commit 47d874d sent with these files of the starter data, in Repr-Digest. */
    @ParameterizedTest
    @CsvSource({
        "/v1/crossings/revisions/1.csv, dw/OjpeK6Z2B1vIEz7Yfhdu9yVtgiYNV4etKWbYmX7w=",
        "/v1/crossings/revisions/46.csv, +bovjcZf9pa4uw+v5cmUUwkdLLB2FwNVTyLd5hH+zpw=",
        "/v1/crossings/revisions/46.jsonl, KhEPI/keYVpMiq0NnbTtX+lucokOQ6EMGtu6lVjRn20=",
        "/v1/spending-lines/revisions/46.csv, ukxW/KfAGUbVRZDkBuzeh5Voy9pjL91tzFkO2rW+23U="
    })
    void theBytesFromBeforeTheLaterColumnsAreTheSame(String path, String digest) {
        assertEquals("sha-256=:" + digest + ":", ask(path).header("Repr-Digest"));
    }

    @Test
    void theFileHasTheColumnsFromTheRevisionOnInWhichAFigureHadThem() {
        Credentials owner = ServedLedger.owner();
        var ledger = new Ledger(Migrations.dataSource(owner), Datasets.ALL, catalogue, Clock.systemUTC());
        int before = Integer.parseInt(
                Caller.get("/v1/revisions?limit=1").at("/data/0/number").asText());
        Caller.Answer earlier = ask("/v1/crossings/revisions/" + before + ".csv");
        if (!(ledger.publish(publication()) instanceof Ledger.Outcome.Published published)) {
            throw new AssertionError("the edition was there already");
        }
        try {
            assertEquals(
                    earlier.body(),
                    ask("/v1/crossings/revisions/" + before + ".csv").body());
            List<String> lines = ask("/v1/crossings/revisions/" + published.revision() + ".csv")
                    .body()
                    .lines()
                    .toList();
            assertTrue(lines.getFirst().endsWith(",validFrom,validTo,sex,ageGroup"), lines.getFirst());
            assertEquals(
                    List.of("female,18-to-24"),
                    lines.stream()
                            .filter(line -> line.startsWith(SERIES))
                            .map(line -> line.substring(line.length() - "female,18-to-24".length()))
                            .toList());
            assertEquals(
                    7,
                    Caller.get("/v1/crossings/aggregates?series=" + SERIES + "&groupBy=sex,ageGroup")
                            .at("/data/0/peopleSum")
                            .asInt());
            assertEquals(List.of(), Caller.rows("/v1/crossings?series=" + SERIES + "&sex=male"));
        } finally {
            ledger.retract("test-frozen-files", "the test is over");
        }
        // once there, the columns stay: no file of a later revision is narrower than one before it
        assertTrue(ask("/v1/crossings/revisions/" + (published.revision() + 1) + ".csv")
                .body()
                .lines()
                .findFirst()
                .orElseThrow()
                .endsWith(",sex,ageGroup"));
    }

    private Publication publication() {
        var draft = new Draft(
                catalogue.get(SERIES),
                QUARTER,
                Map.of(
                        "route",
                        "channel",
                        "category",
                        "small-boat",
                        "citizenship",
                        "iran",
                        "sex",
                        "female",
                        "ageGroup",
                        "18-to-24",
                        "people",
                        7L),
                ObservationStatus.A,
                null,
                Qualifier.EXACT,
                null,
                null,
                null,
                "sheet!H1");
        return new Publication(
                "test-frozen-files",
                catalogue.get(SERIES).formats().getFirst(),
                "Home Office",
                "An edition of the tests",
                ReleaseKind.OFFICIAL_STATISTICS,
                null,
                null,
                IssueDate.at(Instant.parse("2001-05-01T09:00:00Z"), IssueDate.Basis.PRINTED),
                null,
                null,
                "f".repeat(64),
                "OGL-UK-3.0",
                null,
                ChangeKind.SCHEDULED,
                List.of(Publication.Coverage.complete(SERIES, QUARTER.start(), QUARTER.end())),
                List.of(draft));
    }
}
