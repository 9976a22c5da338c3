package org.borderledger.ingest.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Web pages to rows, and pages that are not what they say, are damaged, or were made to do harm. */
class HtmlPageTest {
    private static final int LARGEST = 512 << 10;

    @TempDir
    private Path folder;

    private Path write(String html) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "page", ".html"), html);
    }

    private HtmlPage page(String body) throws IOException {
        return HtmlPage.open(write("<!DOCTYPE html><html><body>" + body + "</body></html>"));
    }

    private List<String> rows(String body) throws IOException {
        return page(body).rows().stream()
                .map(row ->
                        row.at(0) + " " + row.cells().stream().map(Cell::text).toList())
                .toList();
    }

    @Test
    void tablesAreSheetsInTheirOrderAndRowsThatHoldNothingAreCountedAndLeftOut() throws IOException {
        String body = "<table><caption>x</caption><thead><tr><th>a<th>b</thead><tr><td> </td></tr>"
                + "<tr><th>1<td>2<td>&nbsp;</table><div><table><tr><td>c</table></div><table></table>";
        assertEquals(List.of("'Table 1'!A1 [a, b]", "'Table 1'!A3 [1, 2]", "'Table 2'!A1 [c]"), rows(body));
        assertEquals(3, page(body).tables());
    }

    @Test
    void aCellIsTheTextThatAReaderSees() throws IOException {
        assertEquals(
                List.of("'Table 1'!A1 [a b c, 1,305, <b>]", "'Table 1'!A2 [10[1], 10[note 2], x]"),
                rows("<table><tr><td>\n a<br>b\t<b>c</b><td>1,<i>305</i><td>&lt;b&gt;<td>"
                        + "<script>9</script><style>9</style><!-- 9 --><td></tr>"
                        + "<tr><td>10<sup>1</sup><td>10<sup>[note 2]</sup><td>x<sup> </sup></table>"));
    }

    @Test
    void theHeadGivesTheAddressAndWhatStandsUnderAName() throws IOException {
        HtmlPage page = HtmlPage.open(write("\uFEFF<html><head><meta charset='UTF-8'>"
                + "<meta http-equiv='Content-Type' content='text/html; charset=utf-8'>"
                + "<link rel='canonical' href='https://example.org/a'><meta name='x:y' content=' 1 '>"
                + "<meta name='twice' content='1'><meta name='twice' content='2'><meta name='empty' content=''></head>"
                + "<body><meta name='below' content='3'></body></html><!-- saved by an archive -->"));
        assertEquals(Optional.of("https://example.org/a"), page.canonical());
        assertEquals(Optional.of("1"), page.meta("x:y"));
        assertEquals(Optional.empty(), page.meta("empty"));
        assertEquals(Optional.empty(), page.meta("below"));
        assertEquals(Optional.empty(), page.meta("none"));
        assertRefusal("a page that gives twice twice", assertThrows(UnreadableFile.class, () -> page.meta("twice")));
    }

    // Not what it says

    @Test
    void whatIsNoPageIsRefused() throws IOException {
        assertRefused("an empty file", "");
        assertRefused("a file that is no page: it begins with 'Date,Migrants arrive'", "Date,Migrants arrived\n");
        assertRefusal("a file that cannot be opened", refusal(folder.resolve("absent.html")));
        assertRefusal("a file that cannot be opened", refusal(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html><table><tr><td>1", "<html></html><table><tr><td>1</table>", "<html><p>1</p>"})
    void aPageThatIsCutOffIsRefused(String html) throws IOException {
        assertRefused("a page that is cut off", html);
    }

    @Test
    void anotherEncodingIsRefused() throws IOException {
        String html = "<html><table><tr><td>é</table></html>";
        for (Charset charset :
                List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16, Charset.forName("windows-1252"))) {
            Path file = Files.write(folder.resolve("encoded.html"), html.getBytes(charset));
            assertRefusal("bytes that are not UTF-8", refusal(file));
        }
        Path wide =
                Files.write(folder.resolve("wide.html"), html.replace("é", "e").getBytes(StandardCharsets.UTF_16LE));
        assertRefusal("the control character U+0000", refusal(wide));
        assertRefused(
                "a page that says it is in 'windows-1252'",
                "<html><meta charset='windows-1252'><table></table></html>");
        assertRefused(
                "a page that says it is in 'iso-8859-1'",
                "<html><meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'></html>");
    }

    @Test
    void controlCharactersAreRefused() throws IOException {
        assertRefused("the control character U+0000", "<html><table><tr><td>1\u00005</table></html>");
        assertRefused("the control character U+001B", "<html>\u001B[2J</html>");
        HtmlPage page = page("<table><tr><td>1<tr><td>&#27;[2J</table>");
        UnreadableFile refusal = assertThrows(UnreadableFile.class, page::rows);
        assertEquals(
                "sheet 'Table 1', row 2: found the control character U+001B",
                refusal.getMessage().split(";", -1)[0]);
    }

    @Test
    void aTableThatIsNoPlainGridIsRefused() throws IOException {
        assertRowsRefused("a cell with the colspan '2'", "<table><tr><td colspan=2>1</table>");
        assertRowsRefused("a cell with the rowspan '65534'", "<table><tr><td rowspan=65534>1</table>");
        assertRowsRefused("a table within a table", "<table><tr><td><table><tr><td>1</table></table>");
        assertEquals(List.of("'Table 1'!A1 [1]"), rows("<table><tr><td colspan=1 rowspan='1'>1</table>"));
    }

    // Made to do harm

    @Test
    void whatIsTooLargeIsRefusedAtOnce() throws IOException {
        Path file = folder.resolve("large.html");
        try (var large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(50_000_000);
        }
        assertTimeout(Duration.ofSeconds(1), () -> assertRefusal("a file of more than 524288 bytes", refusal(file)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>",
                "<b>",
                "<p><b>",
                "<table><tr><td>",
                "<table>",
                "<svg><g>",
                "<a><table>",
                "<select><option>",
                "<template>",
                "<button><form>"
            })
    void deepNestingIsRefusedInShortTime(String tags) throws IOException {
        Path file = filled(tags);
        assertTimeout(Duration.ofSeconds(20), () -> {
            try {
                HtmlPage.open(file).rows();
            } catch (UnreadableFile refusal) {
                assertEquals(1, refusal.getMessage().lines().count());
            }
        });
    }

    @Test
    void whatLiesTooDeepIsRefused() throws IOException {
        assertRefusal("a page whose elements lie 200 deep or deeper", refusal(filled("<div>")));
        assertRefusal(
                "a page whose elements lie 200 deep or deeper",
                assertThrows(UnreadableFile.class, () -> page("<div>".repeat(198) + "a")));
        assertEquals(
                List.of("'Table 1'!A1 [a]"),
                rows("<div>".repeat(150) + "<table><tr><td>a</table>" + "</div>".repeat(150)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>",
                "<tr>",
                "<i></i>",
                "<td>1",
                "<p a b c d>",
                "&amp;",
                "<!---->",
                "</p>",
                "<p><b>",
                "<table></table>"
            })
    void aPageFullOfTheSameIsReadOrRefusedInShortTime(String tags) throws IOException {
        Path file = filled(tags);
        assertTimeout(Duration.ofSeconds(20), () -> {
            try {
                HtmlPage.open(file).rows();
            } catch (UnreadableFile refusal) {
                assertEquals(1, refusal.getMessage().lines().count());
            }
        });
    }

    /** A page as large as is read, of the same tags, within a table. */
    private Path filled(String tags) throws IOException {
        String head = "<html><body><table><tr><td>";
        String foot = "</table></body></html>";
        return write(head + tags.repeat((LARGEST - head.length() - foot.length()) / tags.length()) + foot);
    }

    @Test
    void aCellThatIsTooLongIsRefused() throws IOException {
        assertRowsRefused("a cell of more than 32767 characters", "<table><tr><td>" + "a".repeat(32_768) + "</table>");
    }

    /** HTML knows no entities of one's own: a declaration is passed over, and a name that nobody knows stays as it is. */
    @Test
    void entitiesAreNeitherReadNorMultiplied() throws IOException {
        Path secret = write("the secret");
        String page = "<!DOCTYPE html [<!ENTITY a '" + "a".repeat(1_000) + "'><!ENTITY e SYSTEM '" + secret.toUri()
                + "'>]><html><table><tr><td>&e;<td>&a;&a;</table></html>";
        List<Row> rows = HtmlPage.open(write(page)).rows();
        assertEquals(1, rows.size());
        assertEquals(
                List.of("&e;", "&a;&a;"),
                rows.getFirst().cells().stream().map(Cell::text).toList());
    }

    /** An address that answered would be asked: nothing listens there, so a parser that tried would wait or fail. */
    @Test
    void nothingIsFetchedAndNoScriptIsRun() throws IOException {
        assertEquals(
                List.of("'Table 1'!A1 [1]"),
                rows("<script src='http://127.0.0.1:1/a.js'></script><link rel=stylesheet href='http://127.0.0.1:1/a'>"
                        + "<iframe src='http://127.0.0.1:1/'></iframe><img src='http://127.0.0.1:1/a.png'>"
                        + "<script>document.write('<table><tr><td>2</table>')</script><table><tr><td>1</table>"));
    }

    private void assertRowsRefused(String found, String body) throws IOException {
        HtmlPage page = page(body);
        assertRefusal(found, assertThrows(UnreadableFile.class, page::rows));
    }

    private void assertRefused(String found, String html) throws IOException {
        assertRefusal(found, refusal(write(html)));
    }

    private static UnreadableFile refusal(Path file) {
        return assertThrows(UnreadableFile.class, () -> HtmlPage.open(file));
    }

    private static void assertRefusal(String found, UnreadableFile refusal) {
        assertTrue(refusal.found().startsWith(found), refusal.getMessage());
        assertTrue(refusal.getMessage().lines().count() == 1, refusal.getMessage());
    }
}
