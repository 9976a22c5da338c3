package org.borderledger.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.borderledger.Corpus;
import org.borderledger.LedgerState;
import org.borderledger.SmallBoatsEditions;
import org.borderledger.TestDatabase;
import org.borderledger.catalogue.Datasets;
import org.borderledger.database.Migrations;
import org.borderledger.ingest.sheet.Cell;
import org.borderledger.ingest.sheet.CsvTable;
import org.borderledger.ingest.sheet.Row;
import org.borderledger.ledger.Draft;
import org.borderledger.ledger.DraftSpool;
import org.borderledger.ledger.Finding;
import org.borderledger.ledger.IssueDate;
import org.borderledger.ledger.Ledger;
import org.borderledger.ledger.Publication;
import org.borderledger.ledger.RowTally;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.publisher.Publishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Published files that something was done to: bytes flipped, columns dropped, rows cut, encodings changed, archives
 * truncated. Each is read to an end, says what is amiss, and states no number that the sound file does not state, but in
 * the rows that were touched.
 */
class MutatedFilesTest {
    private static final long SEED = 20_261_128L;
    private static final FormatReader READER =
            new FormatReader(Datasets.ALL, SeriesCatalogue.load(), Publishers.importers());
    private static final Pattern XLSX_CELL =
            Pattern.compile("<c (?![^>]*t=\"s\")[^>]*>(?:<f>[^<]*</f>|<f[^>]*/>|<f [^>]*>[^<]*</f>)?<v>([^<]*)</v>");
    private static final Pattern ODS_CELL = Pattern.compile("office:value=\"([^\"]*)\"");

    /** A workbook numbers days from here on. */
    private static final LocalDate FIRST_OF_EXCEL = LocalDate.of(1899, 12, 30);

    @TempDir
    private Path folder;

    /** The sound files. Of the large ones it takes some of the rows. */
    enum Sound {
        SPEND("home-office/spend-over-25000/HO_FY1314_AP5_Spend_25K_CSV.csv", "2014-01-01"),
        SPEND_WITH_POUNDS("home-office/spend-over-25000/june-2012.csv", "2013-01-01"),
        DRUGS("cbp/nationwide-drugs-fy19_22.csv.gz", "2025-06-20", ",Marijuana,"),
        ENCOUNTERS("cbp/nationwide-encounters-fy21-fy24-nov-state.csv.gz", "2024-01-20", ",CUBA,"),
        REFUSED_ENTRY_OLD("eurostat/migr_eirfs_all-citizenships.csv.gz", "2018-03-27", "Switzerland"),
        REFUSED_ENTRY("eurostat/migr_eirfs_refused-entry_2014-2023.csv", "2025-06-20"),
        FRONTEX("frontex/derived-monthly-detections_2025-06-03.csv.gz", "2025-06-03", ",SYR,"),
        IRREGULAR(
                "home-office/irregular-migration/derived-irregular-migration_f9f7e68.csv.gz", "2023-03-09", "Albania"),
        RETURNS(
                "home-office/immigration-enforcement/derived-returns-by-destination.csv.gz",
                "2024-05-23",
                ",(Kosovo|Brazil),"),
        SMALL_BOATS("home-office/small-boats-time-series/small-boats-time-series_2025-12-19.ods", "2025-12-19"),
        LAST_SEVEN_DAYS("home-office/small-boats-last-7-days/last-7-days_2026-07-13.html", "2026-07-13"),
        DEFENCE("nato/240617-def-exp-2024-TABLES-en.xlsx", "2024-06-17"),
        MEDITERRANEAN("unhcr/mediterranean-arrivals_2019-12-31.xlsx", "2020-01-02"),
        ENFORCEMENT("home-office/immigration-enforcement/IE__Q3_2023_Background_Published.xlsx", "2023-11-23"),
        IRREGULAR_WORKBOOK(
                "home-office/irregular-migration/"
                        + "irregular-migration-to-the-UK-detailed-dataset-year-ending-september-2023.xlsx",
                "2023-11-23");

        private final String file;
        private final String issued;
        private final String lines;

        Sound(String file, String issued) {
            this(file, issued, "");
        }

        Sound(String file, String issued, String lines) {
            this.file = file;
            this.issued = issued;
            this.lines = lines;
        }

        private boolean isTable() {
            return file.contains(".csv");
        }

        /** Where the sheets are that the importer reads. */
        private String sheets() {
            return "xl/worksheets/sheet"
                    + switch (this) {
                        case DEFENCE -> "[12]";
                        case MEDITERRANEAN -> "1[13]";
                        default -> "[0-9]+";
                    }
                    + "[.]xml";
        }

        private FormatReader.Given given() {
            return new FormatReader.Given(IssueDate.on(LocalDate.parse(issued), IssueDate.Basis.OPTION), null);
        }

        /** What it holds, unpacked; of a table of text its header and some of its rows, in UTF-8. */
        private byte[] bytes() throws IOException {
            byte[] bytes =
                    Files.readAllBytes(Corpus.folder().resolve("published").resolve(file));
            if (!isTable()) {
                return bytes;
            }
            if (file.endsWith(".gz")) {
                try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                    bytes = unpacked.readAllBytes();
                }
            }
            List<String> all = text(bytes).lines().toList();
            Predicate<String> taken = Pattern.compile(lines).asPredicate();
            return Stream.concat(
                            all.stream().limit(1),
                            all.stream().skip(1).filter(taken).limit(3_000))
                    .collect(Collectors.joining("\n", "", "\n"))
                    .getBytes(StandardCharsets.UTF_8);
        }

        private static String text(byte[] bytes) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException western) {
                return new String(bytes, Charset.forName("windows-1252"));
            }
        }

        private List<Mutation> mutations(byte[] sound, List<List<String>> table) throws IOException {
            Random random = new Random(SEED + name().hashCode());
            List<Mutation> all = new ArrayList<>();
            if (this == IRREGULAR_WORKBOOK) {
                // a second for each: what differs from other workbooks is its importer alone
                List<Mutation> cells = Mutation.ofParts(sound, sheets(), XLSX_CELL, 2, 1, random);
                return cells.subList(1, cells.size());
            }
            all.addAll(Mutation.ofBytes(sound, random));
            if (isTable()) {
                all.addAll(Mutation.ofText(sound, random));
                all.addAll(Mutation.ofTable(table, random));
            } else if (file.endsWith(".html")) {
                all.addAll(Mutation.ofText(sound, random));
                all.addAll(Mutation.ofPage(sound, random));
            } else if (file.endsWith(".ods")) {
                all.addAll(Mutation.ofParts(sound, "content[.]xml", ODS_CELL, 16, 1, random));
            } else {
                all.addAll(Mutation.ofParts(sound, sheets(), XLSX_CELL, 16, 1, random));
            }
            return all;
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(120)
    void noMutationOfAPublishedFileStatesAnotherNumber(Sound sound) throws IOException {
        byte[] bytes = sound.bytes();
        Path file = Files.write(folder.resolve("sound"), bytes);
        FormatReader.Reading whole = READER.read(file, sound.given());
        Publication publication =
                whole.publication().orElseThrow(() -> new AssertionError(String.valueOf(whole.findings())));
        Map<String, Integer> stated = contents(publication);
        List<List<String>> table = sound.isTable() ? table(file) : List.of();
        List<String> complaints = new ArrayList<>();
        int published = 0;
        for (Mutation mutation : sound.mutations(bytes, table)) {
            Path mutated = Files.write(folder.resolve("mutated"), mutation.bytes());
            FormatReader.Reading reading = READER.read(mutated, sound.given());
            List<String> wrong = new ArrayList<>(said(reading));
            if (reading.publication().isPresent()) {
                published++;
                wrong.addAll(
                        fresh(mutation, stated, contents(reading.publication().get())));
            }
            if (System.getProperty("show") != null) {
                System.out.println(sound + " " + mutation + " " + reading.rows() + " "
                        + reading.findings().stream().limit(3).toList());
            }
            wrong.forEach(each -> complaints.add(mutation + ": " + each));
        }
        assertEquals(List.of(), complaints, () -> String.join("\n", complaints));
        assertTrue(published > 0 || sound == Sound.IRREGULAR_WORKBOOK, "what changes nothing goes in");
    }

    /** Whoever gives the wrong date, or a file with a wrong one, is told which figure it is too early for. */
    @ParameterizedTest
    @EnumSource
    @Timeout(120)
    void whatWasNotOverOnTheDayOfIssueIsRefused(Sound sound) throws IOException {
        Path file = Files.write(folder.resolve("sound"), sound.bytes());
        LocalDate last = LocalDate.MIN;
        for (Draft draft :
                READER.read(file, sound.given()).publication().orElseThrow().drafts()) {
            if (draft.status().isCounted() && draft.period().end().isAfter(last)) {
                last = draft.period().end();
            }
        }
        LocalDate issued = last.minusDays(1);
        FormatReader.Reading early =
                READER.read(file, new FormatReader.Given(IssueDate.on(issued, IssueDate.Basis.OPTION), null));
        // in a table of days one that cannot be is kept out with its row, as the number that it is there
        String named = sound == Sound.MEDITERRANEAN
                ? "'" + ChronoUnit.DAYS.between(FIRST_OF_EXCEL, last) + "'"
                : last.toString();
        assertTrue(
                early.findings().stream()
                        .anyMatch(each -> each.level() != Finding.Level.NOTE
                                && each.found().contains(named)),
                () -> early.findings().toString());
        if (sound == Sound.MEDITERRANEAN) {
            for (Draft draft : early.publication().orElseThrow().drafts()) {
                assertTrue(!draft.period().end().isAfter(issued), draft::toString);
            }
        } else {
            assertTrue(early.publication().isEmpty(), "a release");
        }
    }

    @Test
    void thereAreAtLeastTwoHundred() throws IOException {
        int count = 0;
        for (Sound sound : Sound.values()) {
            byte[] bytes = sound.bytes();
            Path file = Files.write(folder.resolve("sound"), bytes);
            count += sound.mutations(bytes, sound.isTable() ? table(file) : List.of())
                    .size();
        }
        assertTrue(count >= 200, "only " + count);
    }

    @ParameterizedTest
    @EnumSource(names = {"SPEND", "REFUSED_ENTRY", "IRREGULAR", "LAST_SEVEN_DAYS"})
    @Timeout(120)
    void whatIsRefusedLeavesItsRecordAloneAndWhatGoesInIsWhole(Sound sound) throws IOException, SQLException {
        byte[] bytes = sound.bytes();
        Path file = Files.write(folder.resolve("sound"), bytes);
        List<Mutation> mutations = sound.mutations(bytes, sound.isTable() ? table(file) : List.of());
        TestDatabase database = TestDatabase.empty();
        Imports imports = new Imports(READER, SmallBoatsEditions.ledger(database));
        assertTrue(!imports.importFile(file, sound.given(), Imports.Word.NONE).refused());
        int refused = 0;
        for (int each = 0; each < mutations.size(); each += 3) {
            Mutation mutation = mutations.get(each);
            Path mutated = Files.write(folder.resolve("mutated"), mutation.bytes());
            LedgerState before = LedgerState.of(database.owner());
            Imports.Result result = imports.importFile(mutated, sound.given(), Imports.Word.NONE);
            LedgerState after = LedgerState.of(database.owner());
            if (result.refused()) {
                refused++;
                LedgerState.assertSame(before, after);
            } else if (result.outcome().orElseThrow() instanceof Ledger.Outcome.Published) {
                assertEquals(
                        before.statements().size() + result.rows().figures(),
                        after.statements().size(),
                        mutation::name);
                assertEquals(before.releases().size() + 1, after.releases().size(), mutation::name);
            }
            assertEquals(refused, recordedRefusals(database), mutation::name);
        }
        assertTrue(refused > 0, "nothing was refused");
    }

    private static int recordedRefusals(TestDatabase database) throws SQLException {
        try (Connection connection = Migrations.dataSource(database.owner()).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from import i where i.outcome = 'refused'"
                        + " and exists (select from finding f where f.import_id = i.id and f.level = 'error')")) {
            assertTrue(row.next());
            return row.getInt(1);
        }
    }

    private static List<List<String>> table(Path file) {
        List<List<String>> table = new ArrayList<>();
        try (CsvTable rows = CsvTable.open(file)) {
            for (Row row : rows.rows()) {
                table.add(row.cells().stream().map(Cell::text).toList());
            }
        }
        return table;
    }

    /** What is wrong with the account that a reading gives of itself. */
    private static List<String> said(FormatReader.Reading reading) {
        List<String> wrong = new ArrayList<>();
        for (Finding finding : reading.findings()) {
            for (String words : List.of(finding.place(), finding.found(), finding.expected(), finding.done())) {
                if (words.isBlank() || words.lines().count() > 1) {
                    wrong.add("a finding that says '" + words + "': " + finding);
                }
            }
        }
        boolean refused = reading.findings().stream().anyMatch(finding -> finding.level() == Finding.Level.ERROR);
        if (refused == reading.publication().isPresent()) {
            wrong.add(refused ? "errors, and a release" : "no release, and no error that says why");
        }
        RowTally rows = reading.rows();
        if (reading.publication().isPresent()
                && rows.rows() != rows.stating() + rows.passedOver() + rows.quarantined()) {
            wrong.add("rows lost: " + rows);
        }
        return wrong;
    }

    /** Figures that the sound file does not state, where they are more than the rows that were touched. */
    private static List<String> fresh(Mutation mutation, Map<String, Integer> stated, Map<String, Integer> mutated) {
        List<String> fresh = new ArrayList<>();
        mutated.forEach((content, times) -> {
            for (int more = stated.getOrDefault(content, 0); more < times; more++) {
                fresh.add(content);
            }
        });
        return fresh.size() <= mutation.rows()
                ? List.of()
                : List.of(fresh.size() + " figures that the sound file does not state, such as " + fresh.getFirst()
                        + ", where " + mutation.rows() + " rows were touched");
    }

    /** What is stated, with how many times; without its place, and without the number of a line among its like. */
    private static Map<String, Integer> contents(Publication publication) {
        Map<String, Integer> contents = new HashMap<>();
        for (Draft draft : publication.drafts()) {
            Map<String, Object> values = new TreeMap<>(draft.values());
            values.remove(Draft.OCCURRENCE);
            String content = String.join(
                    " ",
                    draft.series().id(),
                    draft.period().code(),
                    values.toString(),
                    draft.status().name(),
                    String.valueOf(draft.measureStatus()),
                    draft.qualifier().toString(),
                    String.valueOf(draft.valueHigh()),
                    String.valueOf(draft.publisherFlag()));
            contents.merge(content, 1, Integer::sum);
        }
        if (publication.drafts() instanceof DraftSpool spool) {
            spool.close();
        }
        return contents;
    }
}
