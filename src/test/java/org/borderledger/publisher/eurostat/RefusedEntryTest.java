package org.borderledger.publisher.eurostat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.borderledger.TestDatabase;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Migrations;
import org.borderledger.ingest.FormatReader;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.Finding;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.ObservationStatus;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.publisher.PublishedFiles;
import org.borderledger.publisher.Publishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Eurostat's table of refused entries: a download of either layout, and small ones that are wrong in one place. */
class RefusedEntryTest {
    private static final SeriesCatalogue CATALOGUE = SeriesCatalogue.load();
    private static final FormatReader READER = new FormatReader(Datasets.ALL, CATALOGUE, Publishers.importers());
    private static final PublishedFiles FILES = new PublishedFiles("eurostat");
    private static final String SERIES = "eu-refused-entry-annual";
    private static final String OLD = "migr_eirfs_all-citizenships.csv.gz";
    private static final String NEW = "migr_eirfs_refused-entry_2014-2023.csv";

    private static final String OLD_HEADER =
            "\"TIME\",\"GEO\",\"REASON\",\"CITIZEN\",\"INDIC_MG\",\"UNIT\",\"Value\"," + "\"Flag and Footnotes\"\n";
    private static final String OLD_ROW =
            "\"2012\",\"France\",\"Total\",\"Albania\",\"Persons refused entry\",\"Person\",\"3,675\",\"\"\n";
    private static final String NEW_HEADER = "DATAFLOW,LAST UPDATE,freq,border,unit,reason,citizen,geo,TIME_PERIOD,"
            + "OBS_VALUE,OBS_FLAG,CONF_STATUS\n";
    private static final String NEW_ROW =
            "ESTAT:MIGR_EIRFS$DEFAULTVIEW(1.0),,Annual,Total,Person,Total,Total,Austria,2014,455,,\n";

    @TempDir
    private Path folder;

    /** Rows and people were counted in the files with Python's csv. */
    @ParameterizedTest
    @CsvSource({
        OLD + ", 28710, 27457, 6439075, 1253, 177, 0, 2012-01-01, 2016-12-31",
        NEW + ", 327, 327, 5763370, 0, 0, 2, 2014-01-01, 2023-12-31"
    })
    void everyRowOfADownloadIsAFigureWithItsStatus(
            String name,
            int rows,
            long values,
            BigDecimal people,
            long missing,
            long definitionDiffers,
            long estimated,
            LocalDate from,
            LocalDate to) {
        var reading = READER.read(FILES.file(name), PublishedFiles.issued("2025-01-01"));
        Publication read = reading.publication().orElseThrow(() -> new AssertionError(reading.findings()));
        assertEquals(List.of(), reading.findings());
        assertEquals(rows, read.drafts().size());
        assertEquals(rows + 1, reading.rows().rows());
        List<BigDecimal> quantities = read.drafts().stream()
                .map(draft -> (BigDecimal) draft.values().get("quantity"))
                .filter(Objects::nonNull)
                .toList();
        assertEquals(values, quantities.size());
        assertEquals(people, quantities.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        assertEquals(missing, count(read, ObservationStatus.O));
        assertEquals(definitionDiffers, count(read, ObservationStatus.D));
        assertEquals(estimated, count(read, ObservationStatus.E));
        assertEquals(rows - missing - definitionDiffers - estimated, count(read, ObservationStatus.A));
        assertEquals(List.of(new Publication.Coverage(SERIES, from, to, false)), read.coverage());
        assertNull(read.licence());
    }

    private static long count(Publication read, ObservationStatus status) {
        return read.drafts().stream().filter(draft -> draft.status() == status).count();
    }

    @Test
    void aFigureIsLocatedInItsCellWhateverTheLayout() {
        Draft old = FILES.published(OLD, "2018-03-27").drafts().getFirst();
        assertEquals("'Table 1'!G2", old.locator());
        assertEquals(SERIES + ":2012:european-union-28:croatia", old.key());
        assertEquals(new BigDecimal("3675"), old.values().get("quantity"));
        assertEquals(ObservationStatus.D, old.status());
        Draft current = FILES.published(NEW, "2025-01-01").drafts().getFirst();
        assertEquals("'Table 1'!J2", current.locator());
        assertEquals(SERIES + ":2014:austria:total", current.key());
    }

    /**
     * The two downloads share 96 figures: 90 are the same, France of three years, Greece and Sweden were revised, and
     * Iceland of 2016, once missing, has a value. Nothing is withdrawn, though the later one leaves out all but the
     * totals. Counted in the files with Python's csv.
     */
    @Test
    void theLaterDownloadRevisesSixTotalsAndWithdrawsNothing() throws SQLException {
        TestDatabase database = TestDatabase.empty();
        var ledger = new Ledger(Migrations.dataSource(database.owner()), Datasets.ALL, CATALOGUE, Clock.systemUTC());
        assertEquals(new Ledger.Counts(28_710, 0, 0, 0, 0), publish(ledger, OLD, "2018-03-27"));
        assertEquals(new Ledger.Counts(231, 6, 0, 90, 0), publish(ledger, NEW, "2025-01-01"));
        try (Connection connection = Migrations.dataSource(database.reader()).getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("""
                        select string_agg(place || ' ' || quantity, ', ' order by place) from enforcement_action
                        where revision_to = 2147483647 and issued_to > timestamptz '2999-01-01'
                            and citizenship = 'total' and period_start = date '2016-01-01'
                            and place in ('czechia', 'france', 'germany', 'iceland', 'sweden')""")) {
            row.next();
            assertEquals("czechia 365, france 8580, germany 3775, iceland 25, sweden 1405", row.getString(1));
        }
        assertTrue(ledger.verify(revision -> {}).holds());
    }

    private static Ledger.Counts publish(Ledger ledger, String name, String issued) {
        return assertInstanceOf(Ledger.Outcome.Published.class, ledger.publish(FILES.published(name, issued)))
                .total();
    }

    @Test
    void aTotalIsNeverAddedToItsParts() {
        assertEquals(List.of("place", "citizenship"), CATALOGUE.get(SERIES).totalsBy());
        assertEquals("parts", CATALOGUE.get(SERIES).addition().code());
    }

    // small tables

    private FormatReader.Reading read(String table, FormatReader.Given given) throws IOException {
        Path file = Files.writeString(
                Files.createTempFile(folder, "table", ".txt"), table, Charset.forName("windows-1252"));
        return READER.read(file, given);
    }

    private Draft only(String table) throws IOException {
        var reading = read(table, PublishedFiles.issued("2025-01-01"));
        List<Draft> drafts = reading.publication()
                .orElseThrow(() -> new AssertionError(reading.findings()))
                .drafts();
        assertEquals(1, drafts.size());
        return drafts.getFirst();
    }

    private List<String> refused(String table) throws IOException {
        var reading = read(table, PublishedFiles.issued("2025-01-01"));
        assertTrue(reading.publication().isEmpty(), reading::toString);
        return reading.findings().stream().map(Finding::toString).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "Germany (until 1990 former territory of the FRG), germany",
        "Germany, germany",
        "Czech Republic, czechia",
        "Czechia, czechia",
        "European Union (28 countries), european-union-28",
        "European Union - 27 countries (from 2020), european-union-27-from-2020"
    })
    void aCountryIsOneCodeInBothLayouts(String label, String code) throws IOException {
        assertEquals(
                code,
                only(OLD_HEADER + OLD_ROW.replace("France", label)).values().get("place"));
        assertEquals(
                code,
                only(NEW_HEADER + NEW_ROW.replace("Austria", label)).values().get("place"));
    }

    @ParameterizedTest
    @CsvSource({
        "'Former Yugoslav Republic of Macedonia, the', north-macedonia",
        "North Macedonia, north-macedonia",
        "Swaziland, eswatini",
        "T\u00fcrkiye, turkey",
        "C\u00f4te d'Ivoire, cote-divoire",
        "S\u00e3o Tom\u00e9 and Pr\u00edncipe, sao-tome-and-principe",
        "Kosovo (under United Nations Security Council Resolution 1244/99), kosovo",
        "Oceania, oceania"
    })
    void aCitizenshipIsOneCodeWhateverItsNameAtTheTime(String label, String code) throws IOException {
        assertEquals(
                code,
                only(OLD_HEADER + OLD_ROW.replace("Albania", label)).values().get("citizenship"));
    }

    @ParameterizedTest
    @CsvSource({"b, B", "d, D", "e, E", "f, F", "i, I", "n, N", "p, P", "s, I", "u, U", "'', A"})
    void aFlagOnAValueIsItsStatus(String flag, ObservationStatus status) throws IOException {
        Draft old = only(OLD_HEADER + OLD_ROW.replace("\"\"\n", "\"" + flag + "\"\n"));
        assertEquals(status, old.status());
        assertEquals(new BigDecimal("3675"), old.values().get("quantity"));
        Draft current = only(NEW_HEADER + NEW_ROW.replace(",455,,", ",455," + flag + ","));
        assertEquals(status, current.status());
        assertEquals(new BigDecimal("455"), current.values().get("quantity"));
    }

    @ParameterizedTest
    @CsvSource({":, '', '', O", "'', '', '', O", ":, m, '', M", ":, z, '', M", ":, c, '', Q", "'', '', C, Q"})
    void aMissingValueIsAStatusAndNeverZero(String mark, String flag, String secrecy, ObservationStatus status)
            throws IOException {
        Draft draft = only(NEW_HEADER + NEW_ROW.replace(",455,,", "," + mark + "," + flag + "," + secrecy));
        assertEquals(status, draft.status());
        assertNull(draft.values().get("quantity"));
    }

    @Test
    void aPublishedNoughtIsNought() throws IOException {
        Draft draft = only(NEW_HEADER + NEW_ROW.replace(",455,", ",0,"));
        assertEquals(BigDecimal.ZERO, draft.values().get("quantity"));
        assertEquals(ObservationStatus.A, draft.status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",455,,|,455,bp,|Table 1'!K2: found 'bp' and a value; expected nothing, or one flag of [b, d, e, f, i,",
                ",455,,|,:,u,|Table 1'!K2: found 'u' and no value; expected nothing, or one flag of [c, m, z]",
                ",455,,|,455,,N|Table 1'!L2: found 'N'; expected nothing, or C (confidential) and no value",
                ",455,|,45.5,|Table 1'!J2: found '45.5'; expected a whole number as 3,675, or ':'",
                ",455,|,99999999999,|Table 1'!J2: found '99999999999'; expected a whole number as 3,675, or ':'",
                ",455,|,\"3,67\",|Table 1'!J2: found '3,67'; expected a whole number as 3,675, or ':'",
                "Austria|Atlantis|Table 1'!H2: found 'Atlantis'; expected a name that the series declares as a label",
                ",2014,|,2014-Q1,|Table 1'!I2: found '2014-Q1'; expected a year as 2016"
            })
    void aRowThatCannotBeReadIsAFindingWithItsCellAndWhatWasExpected(String right, String wrong, String finding)
            throws IOException {
        List<String> findings = refused(NEW_HEADER + NEW_ROW.replace(right, wrong));
        assertTrue(findings.getFirst().contains(finding), findings::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",Annual,|,A,|Table 1'!C2: found 'A'; expected 'Annual' under freq: a download with labels",
                ",Annual,Total,|,Annual,Land,|Table 1'!D2: found 'Land'; expected 'Total' under border: a download with",
                ",Person,|,Thousand persons,|Table 1'!E2: found 'Thousand persons'; expected 'Person' under unit"
            })
    void anotherBreakdownOrUnitKeepsTheFileOut(String right, String wrong, String finding) throws IOException {
        List<String> findings = refused(NEW_HEADER + NEW_ROW.replace(right, wrong));
        assertTrue(findings.getFirst().contains(finding), findings::toString);
    }

    @Test
    void twoRowsOfOneKeyAreRefused() throws IOException {
        assertTrue(refused(NEW_HEADER + NEW_ROW + NEW_ROW)
                .getFirst()
                .contains("a second row of " + SERIES + ":2014:austria:total"));
    }

    @Test
    void theUpdateThatADownloadPrintsDatesIt() throws IOException {
        String dated = NEW_ROW.replace(",,Annual", ",22/05/26 11:00:00,Annual");
        IssueDate issued = read(NEW_HEADER + dated, FormatReader.Given.NOTHING)
                .publication()
                .orElseThrow()
                .issued();
        assertEquals("2026-05-22", issued.text());
        assertEquals(IssueDate.Basis.PRINTED, issued.basis());
        assertTrue(refused(NEW_HEADER + dated + dated.replace("22/05", "23/05").replace("2014", "2015"))
                .getFirst()
                .contains("'Table 1'!B3: found '23/05/26 11:00:00'; expected the update of the first row"));
        assertTrue(refused(NEW_HEADER + dated.replace("22/05", "31/02"))
                .getFirst()
                .contains("'Table 1'!B2: found '31/02/26 11:00:00'; expected nothing, or a day and a time as"));
    }

    @Test
    void aDownloadThatPrintsNoUpdateIsRefusedUntilADateIsGiven() throws IOException {
        var reading = read(NEW_HEADER + NEW_ROW, FormatReader.Given.NOTHING);
        assertTrue(reading.publication().isEmpty());
        assertTrue(reading.findings().getFirst().found().contains("no issue date"), reading::toString);
    }

    @Test
    void anotherTableOfTheSameLayoutIsNotThisFormat() throws IOException {
        var reading =
                read(NEW_HEADER + NEW_ROW.replace("MIGR_EIRFS", "MIGR_EIRFSX"), PublishedFiles.issued("2025-01-01"));
        assertEquals(
                "no format that the ledger reads", reading.findings().getFirst().found());
    }
}
