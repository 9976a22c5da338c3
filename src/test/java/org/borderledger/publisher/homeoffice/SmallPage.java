package org.borderledger.publisher.homeoffice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A page in the layout of the published one, written at 13:15 on the day after its last; tests make it wrong in one
 * place. Rows and columns count from 0, the header is row 0; each day has 10 people in 1 boat.
 */
public final class SmallPage {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    private final List<List<String>> rows = new ArrayList<>();
    private String address = "https://www.gov.uk/government/publications/"
            + "migrants-detected-crossing-the-english-channel-in-small-boats/"
            + "migrants-detected-crossing-the-english-channel-in-small-boats-last-7-days";
    private @Nullable String written;
    private @Nullable String announced;
    private String before = "";

    public SmallPage(LocalDate first) {
        rows.add(row("Date", "Migrants arrived", "Boats arrived", "Boats involved in uncontrolled landings", "Notes"));
        for (int day = 0; day < 7; day++) {
            rows.add(row(DATE.format(first.plusDays(day)), "10", "1", "0", " "));
        }
        written = first.plusDays(7) + "T13:15:13+01:00";
        announced = first.plusDays(7) + "T13:15:01+01:00";
    }

    private static List<String> row(String... cells) {
        return new ArrayList<>(Arrays.asList(cells));
    }

    SmallPage cell(int row, int column, String html) {
        List<String> cells = rows.get(row);
        while (cells.size() <= column) {
            cells.add("");
        }
        cells.set(column, html);
        return this;
    }

    SmallPage withoutRow(int row) {
        rows.remove(row);
        return this;
    }

    SmallPage withoutRows() {
        rows.clear();
        return this;
    }

    SmallPage written(@Nullable String instant) {
        written = instant;
        return this;
    }

    SmallPage announced(@Nullable String instant) {
        announced = instant;
        return this;
    }

    SmallPage at(String canonical) {
        address = canonical;
        return this;
    }

    SmallPage before(String html) {
        before = html;
        return this;
    }

    public String html() {
        var html = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en">
                  <head>
                    <meta charset="utf-8">
                    <title lang="en">Small boat arrivals: last 7 days - GOV.UK</title>
                    <script>document.write("<table><tr><td>99</td></tr></table>")</script>
                    <link rel="canonical" href="%s">
                """.formatted(address));
        meta(html, "govuk:updated-at", written);
        meta(html, "govuk:public-updated-at", announced);
        html.append("  </head>\n  <body>\n    <h1>Small boat arrivals: last 7 days</h1>\n")
                .append(before)
                .append("    <table>\n");
        for (int row = 0; row < rows.size(); row++) {
            html.append("      <tr>\n");
            for (int column = 0; column < rows.get(row).size(); column++) {
                String tag = row == 0 || column == 0 ? "th" : "td";
                html.append("        <%s>%s</%s>%n".formatted(tag, rows.get(row).get(column), tag));
            }
            html.append("      </tr>\n");
        }
        return html.append("    </table>\n  </body>\n</html>\n").toString();
    }

    private static void meta(StringBuilder html, String name, @Nullable String content) {
        if (content != null) {
            html.append("    <meta name=\"%s\" content=\"%s\">%n".formatted(name, content));
        }
    }

    Path in(Path folder) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "page", ".html"), html());
    }
}
