package org.borderledger.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.borderledger.LedgerState;
import org.borderledger.TestDatabase;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Migrations;
import org.borderledger.ledger.Finding;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.publisher.Publishers;
import org.borderledger.publisher.homeoffice.SpendOver25000;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on their way in: lists of files, files that the ledger has, and editions that shrink. */
class ImportsTest {
    private static final SeriesCatalogue CATALOGUE = SeriesCatalogue.load();
    private static final String HEADER =
            "Department Family,Entity,Date,Expense Type,Expense Area,Supplier Name,Transaction Number,Spend\n";

    @TempDir
    private Path folder;

    private TestDatabase database = TestDatabase.empty();

    @BeforeEach
    void empty() {
        database = TestDatabase.empty();
    }

    private Imports imports() {
        return new Imports(
                new FormatReader(Datasets.ALL, CATALOGUE, Publishers.importers()),
                new Ledger(Migrations.dataSource(database.owner()), Datasets.ALL, CATALOGUE, Clock.systemUTC()));
    }

    /** A list of payments of May 2014. */
    private Path list(String name, int payments) throws IOException {
        var text = new StringBuilder(HEADER);
        for (int payment = 1; payment <= payments; payment++) {
            text.append("Home Office,Home Office,0")
                    .append(payment % 9 + 1)
                    .append("/05/2014,IT,IT,SERCO LTD,")
                    .append(payment)
                    .append(",30000\n");
        }
        return Files.writeString(folder.resolve(name), text);
    }

    private static FormatReader.Given issued(String day) {
        return new FormatReader.Given(IssueDate.on(LocalDate.parse(day), IssueDate.Basis.OPTION), null);
    }

    private static FormatReader.Given listed(String day) {
        return FormatReader.Given.NOTHING.with(new FormatReader.Listed(
                IssueDate.on(LocalDate.parse(day), IssueDate.Basis.SIDECAR), null, null, null, null));
    }

    private Imports.Result imported(Path file, FormatReader.Given given) {
        return imports().importFile(file, given, Imports.Word.NONE);
    }

    @Test
    void anEditionThatShrinksIsHeldUntilAPersonAcceptsIt() throws IOException {
        imported(list("may.csv", 100), issued("2014-06-30"));
        Path half = list("may-again.csv", 50);

        Imports.Result held = imported(half, issued("2014-07-31"));
        assertTrue(held.refused());
        assertTrue(
                held.findings().getLast().found().contains("the next older edition, 100"), () -> "" + held.findings());
        assertTrue(held.findings().getLast().found().contains("--accept"), () -> "" + held.findings());

        Imports.Result accepted = imports()
                .importFile(half, issued("2014-07-31"), new Imports.Word(null, "the department withdrew them"));
        assertEquals(
                50,
                assertInstanceOf(
                                Ledger.Outcome.Published.class,
                                accepted.outcome().orElseThrow())
                        .total()
                        .withdrawn());
        assertTrue(accepted.findings().stream()
                .anyMatch(finding -> finding.done().equals("accepted: the department withdrew them")));
    }

    @Test
    void whetherAnEditionShrinksIsAskedByIssueDateAndNotByTheOrderOfLoading() throws IOException {
        imported(list("may-again.csv", 50), issued("2014-07-31"));
        Imports.Result older = imported(list("may.csv", 100), issued("2014-06-30"));
        assertTrue(older.refused(), "with it the edition that is there would have lost half");
        assertTrue(
                older.findings().getLast().found().contains("the next newer edition, 50"), () -> "" + older.findings());
        assertTrue(!imported(list("may-before.csv", 49), issued("2014-05-31")).refused(), "growing is no cause");
    }

    @Test
    void theSameBytesWithAnEarlierDateCountFromThereWhicheverCameFirst() throws IOException {
        Path early = list("june-2010.csv", 3);
        Path late = list("january-2012.csv", 3);
        imported(late, listed("2015-04-17"));
        Imports.Result earlier = imported(early, listed("2014-07-30"));
        assertInstanceOf(Ledger.Outcome.Published.class, earlier.outcome().orElseThrow());
        LedgerState lateFirst = LedgerState.of(database.owner());

        empty();
        imported(early, listed("2014-07-30"));
        Imports.Result later = imported(late, listed("2015-04-17"));
        assertInstanceOf(Ledger.Outcome.Unchanged.class, later.outcome().orElseThrow());
        assertTrue(later.findings().getFirst().found().startsWith("byte for byte the file june-2010.csv"));
        assertEquals(LedgerState.of(database.owner()).rectangles(), lateFirst.rectangles());
    }

    @Test
    void aPackedFileIsTheFileInIt() throws IOException {
        Path plain = list("may.csv", 3);
        Path packed = folder.resolve("may.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }
        imported(plain, issued("2014-06-30"));
        assertInstanceOf(
                Ledger.Outcome.Unchanged.class,
                imported(packed, issued("2014-06-30")).outcome().orElseThrow());
    }

    @Test
    void aQuarantinedLineWithdrawsNothing() throws IOException {
        Path whole = list("may.csv", 200);
        imported(whole, issued("2014-06-30"));
        Path damaged = Files.writeString(
                folder.resolve("may-again.csv"), Files.readString(whole).replace(",17,30000", ",17,3oooo"));
        Imports.Result result = imported(damaged, issued("2014-07-31"));
        Ledger.Counts total = assertInstanceOf(
                        Ledger.Outcome.Published.class, result.outcome().orElseThrow())
                .total();
        assertEquals(new Ledger.Counts(0, 0, 0, 199, 0), total);
        assertEquals(1, result.rows().quarantined());
    }

    @Test
    void aFolderWithAListIsTheFilesOfTheList() throws IOException {
        list("may.csv", 1);
        list("notes.csv", 1);
        Files.writeString(folder.resolve(Folder.LIST), """
                file,title,url,issued,basis,covers_from,covers_to
                may.csv,May,https://example.org/may.csv,2014-06-30,catalogue record,2014-05-01,2014-05-31
                """);
        Folder read = Folder.of(folder);
        assertEquals(List.of(folder.resolve("notes.csv")), read.notListed());
        FormatReader.Listed listed = Objects.requireNonNull(read.files().get(folder.resolve("may.csv")));
        assertEquals("https://example.org/may.csv", listed.url());
        assertEquals(IssueDate.on(LocalDate.parse("2014-06-30"), IssueDate.Basis.SIDECAR), listed.issued());
    }

    @Test
    void aListThatCannotBeReadIsAnErrorWithItsPlace() throws IOException {
        list("may.csv", 1);
        Map<String, String> lists = Map.of(
                "file,issued\nmay.csv,30/06/2014\n", "a date that is none",
                "name,issued\nmay.csv,2014-06-30\n", "without a column file",
                "file\nmay.csv\nmay.csv\n", "twice",
                "file\nmay.csv\n../../etc/passwd\n", "which releases.csv names",
                "file\n\"a\u0000b\"\n", "that no file can have");
        lists.forEach((text, found) -> {
            try {
                Files.writeString(folder.resolve(Folder.LIST), text);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            IOException refusal = assertThrows(IOException.class, () -> Folder.of(folder), text);
            assertTrue(String.valueOf(refusal.getMessage()).contains(found), refusal::getMessage);
        });
    }

    @Test
    void aRowOfWhichNothingIsSaidRefusesTheFile() throws IOException {
        Path file = list("may.csv", 2);
        Importer careless = new Importer() {
            @Override
            public String format() {
                return "home-office-spend-over-25000";
            }

            @Override
            public boolean recognises(SourceFile any) {
                return true;
            }

            @Override
            public void read(SourceFile of, Attempt attempt) {
                try (var table = org.borderledger.ingest.sheet.CsvTable.open(of.path())) {
                    attempt.rows(table.rows()).forEach(row -> {
                        if (row.number() == 1) {
                            attempt.passOver();
                        }
                    });
                }
            }
        };
        FormatReader.Reading reading =
                new FormatReader(Datasets.ALL, CATALOGUE, List.of(careless)).read(file, issued("2014-06-30"));
        assertTrue(reading.publication().isEmpty());
        assertEquals(
                "a row of which nothing was read",
                reading.findings().stream()
                        .filter(finding -> finding.level() == Finding.Level.ERROR)
                        .findFirst()
                        .orElseThrow()
                        .found());
    }

    @Test
    void aFileThatWasRetractedIsRefusedUntilAPersonBringsItBack() throws IOException {
        Path file = list("may.csv", 3);
        String release =
                imported(file, issued("2014-06-30")).outcome().orElseThrow().release();
        var ledger = new Ledger(Migrations.dataSource(database.owner()), Datasets.ALL, CATALOGUE, Clock.systemUTC());
        assertEquals(2, ledger.retract(release, "the wrong list"));

        Imports.Result again = imported(file, issued("2014-06-30"));
        assertTrue(again.refused(), "it is not unchanged: nothing of it is in the figures");
        Finding why = again.findings().getLast();
        assertEquals("the file of release " + release + ", which was retracted in revision 2", why.found());
        assertTrue(why.expected().contains("--correct REASON brings this one back"), why.expected());

        Imports.Result back =
                imports().importFile(file, issued("2014-06-30"), new Imports.Word("it was the right list", null));
        assertEquals(
                3,
                assertInstanceOf(Ledger.Outcome.Published.class, back.outcome().orElseThrow())
                        .total()
                        .added());
        assertInstanceOf(
                Ledger.Outcome.Unchanged.class,
                imported(file, issued("2014-06-30")).outcome().orElseThrow());
    }

    @Test
    void whatHoldsAnEditionSaysWhatWouldBeTaken() throws IOException {
        imported(list("may.csv", 100), issued("2014-06-30"));
        Finding held = imported(list("may-again.csv", 50), issued("2014-07-31"))
                .findings()
                .getLast();
        assertTrue(
                held.expected().startsWith("an edition that states about as much as its neighbours"), held.expected());
    }

    /** A list of payments of which so many cannot be read, and so many can. */
    private Path unreadable(int bad, int good) throws IOException {
        String line = "Home Office,Home Office,01/05/2014,IT,IT,SERCO LTD,1,";
        return Files.writeString(
                folder.resolve("unreadable.csv"),
                HEADER + (line + "n/a\n").repeat(bad) + (line + "30000\n").repeat(good));
    }

    @Test
    void readingStopsWhereTheRowsThatCannotBeReadAreTooMany() throws IOException {
        Imports.Result result = imported(unreadable(5_000, 5_000), issued("2014-06-30"));
        assertTrue(result.refused());
        assertEquals(
                List.of("1001 rows that could not be read, of the first 1001 that state figures or should"),
                errors(result));
        assertTrue(result.rows().rows() < 1_010, () -> "" + result.rows());
        assertEquals(
                result.findings(),
                new Ledger(Migrations.dataSource(database.owner()), Datasets.ALL, CATALOGUE, Clock.systemUTC())
                        .imports()
                        .getFirst()
                        .findings());
    }

    @Test
    void tenThousandRowsThatCannotBeReadAreTooManyWhateverIsAllowed() throws IOException {
        var all = new FormatReader.Given(
                IssueDate.on(LocalDate.parse("2014-06-30"), IssueDate.Basis.OPTION), null, null, 100);
        Imports.Result result = imported(unreadable(10_500, 1), all);
        assertTrue(result.refused());
        assertEquals(List.of("more than 10000 rows that could not be read"), errors(result));
        assertEquals(10_001, result.findings().size());
    }

    private static List<String> errors(Imports.Result result) {
        return result.findings().stream()
                .filter(finding -> finding.level() == Finding.Level.ERROR)
                .map(Finding::found)
                .toList();
    }

    @Test
    void aFolderIsTheSameHoweverItIsNamed() throws IOException {
        list("may.csv", 1);
        list("notes.csv", 1);
        Files.writeString(folder.resolve(Folder.LIST), "file\n./may.csv\n");
        Path here = Path.of("").toAbsolutePath();
        for (Path name : List.of(
                folder,
                folder.resolve("."),
                folder.resolve("deeper").resolve(".."),
                here.relativize(folder),
                Path.of(".").resolve(here.relativize(folder)))) {
            Folder read = Folder.of(name);
            assertEquals(Set.of(folder.resolve("may.csv")), read.files().keySet(), name::toString);
            assertEquals(List.of(folder.resolve("notes.csv")), read.notListed(), name::toString);
            assertEquals(
                    Path.of("notes.csv"), Folder.within(name, read.notListed().getFirst()), name::toString);
        }
    }

    @Test
    void aFolderThatIsTooFullOrTooDeepIsRefusedAndNotCutOff() throws IOException {
        list("may.csv", 1);
        list("june.csv", 1);
        assertEquals(2, Folder.of(folder, 2).files().size());
        list("july.csv", 1);
        IOException full = assertThrows(IOException.class, () -> Folder.of(folder, 2));
        assertTrue(String.valueOf(full.getMessage()).contains("more than 2 files"), full::getMessage);

        Path deep = Files.createDirectories(folder.resolve("1/2/3/4/5/6/7/8/9"));
        Files.writeString(deep.resolve("tenth.csv"), "a\n");
        Files.createDirectories(deep.resolve(".hidden/deeper"));
        assertEquals(4, Folder.of(folder).files().size());
        Files.createDirectories(deep.resolve("10"));
        Files.writeString(deep.resolve("10/eleventh.csv"), "a\n");
        IOException tooDeep = assertThrows(IOException.class, () -> Folder.of(folder));
        assertTrue(
                String.valueOf(tooDeep.getMessage()).contains("more than 10 folders deep, at 1/2/3/4/5/6/7/8/9/10"),
                tooDeep::getMessage);
    }

    @Test
    void aFileWhoseFiguresFindNoRoomIsRefused() throws IOException {
        Importer full = new Importer() {
            @Override
            public String format() {
                return "home-office-spend-over-25000";
            }

            @Override
            public boolean recognises(SourceFile any) {
                return true;
            }

            @Override
            public void read(SourceFile of, Attempt attempt) {
                // as the spool of its figures does
                throw new UncheckedIOException(
                        "no more room for the figures of a large file", new IOException("No space left on device"));
            }
        };
        Finding why = new FormatReader(Datasets.ALL, CATALOGUE, List.of(full))
                .read(list("may.csv", 1), issued("2014-06-30"))
                .findings()
                .getLast();
        assertEquals(Finding.Level.ERROR, why.level());
        assertEquals(
                "no more room for the figures of a large file (java.io.IOException: No space left on device)",
                why.found());
        assertTrue(why.expected().startsWith("room for a temporary file in /"), why.expected());
    }

    /** A closed spool is as good as a temporary file that cannot be read: neither has the figures any more. */
    @Test
    void aFileWhoseFiguresCannotBeReadAgainIsRefused() throws IOException {
        Importer payments = new SpendOver25000();
        Importer forgetful = new Importer() {
            @Override
            public String format() {
                return payments.format();
            }

            @Override
            public boolean recognises(SourceFile any) {
                return true;
            }

            @Override
            public void read(SourceFile of, Attempt attempt) {
                payments.read(of, attempt);
                attempt.close();
            }
        };
        var ledger = new Ledger(Migrations.dataSource(database.owner()), Datasets.ALL, CATALOGUE, Clock.systemUTC());
        Imports.Result result = new Imports(new FormatReader(Datasets.ALL, CATALOGUE, List.of(forgetful)), ledger)
                .importFile(list("may.csv", 10_100), issued("2014-06-30"), Imports.Word.NONE);
        assertTrue(result.refused());
        assertTrue(
                result.findings().getLast().found().startsWith("the figures of a large file could not be read again"),
                () -> "" + result.findings());
        assertEquals(Set.of(), ledger.held().releases());
    }

    /** The temporary file has no name, so it is looked for among those that the process has open. */
    @Test
    void aRefusedFileLeavesNoTemporaryFileOpen() throws IOException {
        Path open = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(open));
        Path file = list("may.csv", 10_100);
        Files.writeString(file, "Another,Home Office,01/05/2014,IT,IT,SERCO LTD,1,30000\n", StandardOpenOption.APPEND);
        assertTrue(imported(file, issued("2014-06-30")).refused());
        List<String> spools = new ArrayList<>();
        try (Stream<Path> each = Files.list(open)) {
            for (Path descriptor : each.toList()) {
                if (Files.isSymbolicLink(descriptor)) {
                    String name = Files.readSymbolicLink(descriptor).toString();
                    if (name.contains("border-ledger-figures-")) {
                        spools.add(name);
                    }
                }
            }
        }
        assertEquals(List.of(), spools);
    }
}
