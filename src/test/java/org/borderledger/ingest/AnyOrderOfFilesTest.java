package org.borderledger.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.borderledger.Corpus;
import org.borderledger.LedgerState;
import org.borderledger.SmallBoatsEditions;
import org.borderledger.TestDatabase;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Migrations;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.publisher.Publishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Files of several formats, imported with the dates of their list, in whatever order: what stands at every time is the
 * same, with value, time, release and place.
 */
class AnyOrderOfFilesTest {
    private static final long SEED = 20_261_128L;
    private static final int ORDERS = 3;
    private static final String SPEND = "home-office/spend-over-25000/";
    private static final String IRREGULAR = "home-office/irregular-migration/";
    /** The list's word for two of these is that they are of two months; they are one file. */
    private static final List<String> ALIKE = List.of(SPEND + "25k-spend-june-2010.csv", SPEND + "january-2012.csv");

    private static final List<String> FILES = List.of(
            "home-office/small-boats-time-series/small-boats-time-series_2025-11-14.ods",
            "home-office/small-boats-time-series/small-boats-time-series_2025-12-19.ods",
            "home-office/small-boats-time-series/small-boats-time-series_2026-02-20.ods",
            IRREGULAR + "irregular-migration-to-the-UK-detailed-dataset-year-ending-september-2023.xlsx",
            IRREGULAR + "derived-irregular-migration_1747051.csv.gz",
            IRREGULAR + "derived-irregular-migration_c676783.csv.gz",
            ALIKE.getFirst(),
            ALIKE.getLast(),
            SPEND + "february-2012.csv",
            SPEND + "april-2012.csv",
            SPEND + "HO_FY1314_AP5_Spend_25K_CSV.csv",
            SPEND + "HO_FY1516_AP7_Proc_Spend_25K_CSV.csv",
            "cbp/nationwide-drugs-fy19_22.csv.gz",
            "cbp/nationwide-drugs-fy20_23.csv.gz",
            "cbp/nationwide-drugs-fy21_24.csv.gz",
            "home-office/small-boats-last-7-days/last-7-days_2026-07-11.html",
            "home-office/small-boats-last-7-days/last-7-days_2026-07-13.html");

    @Test
    @Timeout(600)
    void whatStandsAtEveryTimeDoesNotDependOnTheOrderOfTheFiles() throws IOException, SQLException {
        Path published = Corpus.folder().resolve("published");
        Map<Path, FormatReader.Listed> listed = Folder.of(published).files();
        List<String> order = new ArrayList<>(FILES);
        TestDatabase first = imported(order, published, listed);
        assertStandsOnce(first);
        List<String> expected = standing(first);
        assertTrue(expected.size() > 20_000, "a corpus of " + expected.size());
        Random random = new Random(SEED);
        Set<Boolean> juneFirst = new HashSet<>();
        for (int each = 0; each < ORDERS; each++) {
            Collections.shuffle(order, random);
            juneFirst.add(order.indexOf(ALIKE.getFirst()) < order.indexOf(ALIKE.getLast()));
            TestDatabase other = imported(order, published, listed);
            assertStandsOnce(other);
            assertEquals("", difference(expected, standing(other)), order::toString);
        }
        assertEquals(Set.of(true, false), juneFirst, "the seed has the two that are alike in both orders");
    }

    private static TestDatabase imported(List<String> order, Path published, Map<Path, FormatReader.Listed> listed) {
        TestDatabase database = TestDatabase.empty();
        Imports imports = new Imports(
                new FormatReader(Datasets.ALL, SeriesCatalogue.load(), Publishers.importers()),
                SmallBoatsEditions.ledger(database));
        for (String name : order) {
            Path file = published.resolve(name);
            FormatReader.Listed of = Objects.requireNonNull(listed.get(file), name);
            FormatReader.Given given = FormatReader.Given.NOTHING;
            if (of.issued() == null) {
                // the list knows no day; the workbook prints its own, and a person's word comes before it
                given = new FormatReader.Given(IssueDate.on(LocalDate.of(2023, 11, 23), IssueDate.Basis.OPTION), null);
            }
            Imports.Result result = imports.importFile(file, given.with(of), Imports.Word.NONE);
            assertTrue(!result.refused(), () -> name + " after " + order + ": " + result.findings());
        }
        return database;
    }

    /** What stands, without the order in which it was learnt: no revision, and no mark of a further reading. */
    private static List<String> standing(TestDatabase database) throws SQLException {
        List<String> standing = new ArrayList<>();
        for (String table : LedgerState.TABLES) {
            standing.addAll(lines(database, """
                    select (to_jsonb(f) - 'id' - 'release_id' - 'revision_from' - 'revision_to'
                        || jsonb_build_object('release', regexp_replace(r.code, '-reading-[0-9]+$', '')))::text
                    from %s f join release r on r.id = f.release_id
                    where f.revision_to = 2147483647""".formatted(table)));
        }
        Collections.sort(standing);
        return standing;
    }

    /** One file is one document, however many names it came under. */
    private static void assertStandsOnce(TestDatabase database) throws SQLException {
        assertEquals(List.of(), lines(database, """
                select r.sha256 from release r where not exists (select from retraction x where x.release_id = r.id)
                group by r.sha256 having count(*) > 1"""));
    }

    private static List<String> lines(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = Migrations.dataSource(database.owner()).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (row.next()) {
                lines.add(row.getString(1));
            }
            return lines;
        }
    }

    private static String difference(List<String> expected, List<String> actual) {
        Set<String> missing = new TreeSet<>(expected);
        actual.forEach(missing::remove);
        Set<String> surplus = new TreeSet<>(actual);
        expected.forEach(surplus::remove);
        if (missing.isEmpty() && surplus.isEmpty() && expected.size() == actual.size()) {
            return "";
        }
        return missing.size() + " missing, such as " + missing.stream().limit(3).toList() + "; " + surplus.size()
                + " surplus, such as " + surplus.stream().limit(3).toList();
    }
}
