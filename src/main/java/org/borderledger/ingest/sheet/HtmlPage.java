package org.borderledger.ingest.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * A web page (.html) as it was saved: what its head says about it, and its tables as sheets, "Table 1" and so on in their
 * order on the page.
 *
 * <p>Nothing is fetched and no script is run. A browser shows a page that was cut off, or whose cells are merged, as if
 * nothing were amiss; here it is refused.
 */
public final class HtmlPage {
    // It is held in memory whole, and the parser can be made to take up to 200 MB for so much; published pages have 80
    // kB.
    private static final int MOST_BYTES = 512 << 10;
    private static final int DEEPEST = 200;
    private static final String A_PAGE = "a web page (.html) in UTF-8";
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([^\"';\\s]+)");

    private final Document document;

    private HtmlPage(Document document) {
        this.document = document;
    }

    /**
     * Opens a page.
     *
     * @throws UnreadableFile when it is anything but a whole page that can be read, with the reason
     */
    public static HtmlPage open(Path file) {
        String html = text(file);
        String lower = html.toLowerCase(Locale.ROOT);
        if (!lower.contains("<html")) {
            throw new UnreadableFile(
                    html.isBlank()
                            ? "an empty file"
                            : "a file that is no page: it begins with "
                                    + UnreadableFile.quote(html.substring(0, Math.min(20, html.length()))),
                    A_PAGE);
        }
        // What follows the end, such as the note of an archive, is no part of the page.
        if (lower.lastIndexOf("</html") <= lower.lastIndexOf("<table")) {
            throw new UnreadableFile("a page that is cut off: it has no end", A_PAGE + ", complete to </html>");
        }
        // One level more than is allowed, at which the parser begins to flatten, so that it is seen below.
        Document document = Parser.htmlParser().setMaxDepth(DEEPEST + 1).parseInput(html, "");
        document.traverse((node, depth) -> {
            if (depth >= DEEPEST) {
                throw new UnreadableFile(
                        "a page whose elements lie " + DEEPEST + " deep or deeper",
                        "fewer: published pages have less than fifty, and one far deeper is a mistake or an attack");
            }
        });
        inspectEncoding(document);
        return new HtmlPage(document);
    }

    /** The address under which the publisher keeps the page, as its head declares it. */
    public Optional<String> canonical() {
        return only(
                "a canonical address",
                document.head().select("link[rel=canonical]").eachAttr("href"));
    }

    /** What the head says under a name: the content of {@code <meta name=…>}. */
    public Optional<String> meta(String name) {
        return only(
                name,
                document.head().getElementsByAttributeValue("name", name).stream()
                        .filter(element -> element.nameIs("meta"))
                        .map(element -> element.attr("content"))
                        .toList());
    }

    private static Optional<String> only(String name, List<String> values) {
        List<String> distinct = values.stream().map(String::strip).distinct().toList();
        if (distinct.size() > 1) {
            throw new UnreadableFile("a page that gives " + name + " twice, each time another", "one");
        }
        return distinct.stream().findFirst().filter(value -> !value.isEmpty());
    }

    /** How many tables the page has, also such as hold nothing. */
    public int tables() {
        return document.getElementsByTag("table").size();
    }

    /**
     * The rows that hold something, table after table. Every cell is text as a reader sees it, in one line; what stands
     * raised is in brackets, so that the number of a footnote is not read as a digit of the figure before it.
     *
     * @throws UnreadableFile where a table is no plain grid of short texts
     */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        int tables = 0;
        for (Element table : document.getElementsByTag("table")) {
            String name = "Table " + ++tables;
            if (table.getElementsByTag("table").size() > 1) {
                throw new UnreadableFile("a table within a table", "each on its own").at(name, 0);
            }
            int number = 0;
            for (Element line : table.getElementsByTag("tr")) {
                try {
                    Row row = new Row(
                            name,
                            ++number,
                            line.children().stream().map(HtmlPage::cell).toList());
                    if (!row.isEmpty()) {
                        rows.add(row);
                    }
                } catch (UnreadableFile refusal) {
                    throw refusal.at(name, number);
                }
            }
        }
        return rows;
    }

    private static Cell cell(Element cell) {
        for (String span : List.of("colspan", "rowspan")) {
            if (cell.hasAttr(span) && !cell.attr(span).strip().equals("1")) {
                throw new UnreadableFile(
                        "a cell with the " + span + " " + UnreadableFile.quote(cell.attr(span)),
                        "each cell in one column and one row, since nobody says which of them it means");
            }
        }
        Element seen = cell.clone();
        for (Element raised : seen.getElementsByTag("sup")) {
            String mark = raised.text();
            if (!mark.isBlank() && !mark.startsWith("[")) {
                raised.text("[" + mark + "]");
            }
        }
        String text = seen.text().strip();
        int most = Limits.DEFAULT.cellCharacters();
        if (text.length() > most) {
            throw new UnreadableFile("a cell of more than " + most + " characters", "at most that");
        }
        // Before the text is trimmed, which takes them off its ends.
        refuseControls(seen.wholeText());
        return text.isEmpty() ? Cell.EMPTY : new Cell.Text(text);
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UnreadableFile(
                        "a file of more than " + MOST_BYTES + " bytes",
                        "at most that: published pages have some 80,000, and are held in memory whole");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            refuseControls(text);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException failure) {
            throw new UnreadableFile("bytes that are not UTF-8", A_PAGE, failure);
        } catch (IOException failure) {
            throw new UnreadableFile(
                    "a file that cannot be opened: " + UnreadableFile.quote(failure.toString()), A_PAGE, failure);
        }
    }

    /** A parser drops some of them without a word, and none belongs into a table or onto a terminal. */
    private static void refuseControls(String text) {
        text.chars()
                .filter(character -> Character.isISOControl(character) && "\t\n\f\r".indexOf(character) < 0)
                .findFirst()
                .ifPresent(character -> {
                    throw new UnreadableFile(
                            "the control character U+%04X".formatted(character),
                            A_PAGE + ", of words and figures only");
                });
    }

    /** The bytes were read as UTF-8: a page that says it is something else may mean other characters by them. */
    private static void inspectEncoding(Document document) {
        List<String> named = new ArrayList<>(document.select("meta[charset]").eachAttr("charset"));
        for (String type : document.select("meta[http-equiv=content-type]").eachAttr("content")) {
            Matcher charset = CHARSET.matcher(type);
            if (charset.find()) {
                named.add(charset.group(1));
            }
        }
        for (String name : named) {
            if (!name.strip().equalsIgnoreCase("utf-8")) {
                throw new UnreadableFile("a page that says it is in " + UnreadableFile.quote(name), A_PAGE);
            }
        }
    }
}
