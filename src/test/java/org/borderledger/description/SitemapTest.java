package org.borderledger.description;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.borderledger.description.Sitemap.Entry;
import org.borderledger.description.Sitemap.Limits;
import org.junit.jupiter.api.Test;

class SitemapTest {
    private static final String BASE = "https://ledger.example";
    private static final Instant OLD = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant NEW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void whatFitsIntoOneFileIsOneFile() {
        Sitemap map =
                Sitemap.of(BASE, List.of(new Entry("/", NEW), new Entry("/explore?a=1&b=<", null)), Sitemap.LIMITS);
        assertEquals("""
                <?xml version="1.0" encoding="UTF-8"?>
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
                <url><loc>https://ledger.example/</loc><lastmod>2026-01-01T00:00:00Z</lastmod></url>
                <url><loc>https://ledger.example/explore?a=1&amp;b=&lt;</loc></url>
                </urlset>
                """, map.first());
        assertTrue(map.file("1").isEmpty());
    }

    @Test
    void moreThanAFileHoldsIsSeveralWithAnIndex() {
        List<Entry> entries = List.of(new Entry("/1", OLD), new Entry("/2", NEW), new Entry("/3", null));
        Sitemap map = Sitemap.of(BASE, entries, new Limits(2, 1_000_000));
        assertEquals("""
                <?xml version="1.0" encoding="UTF-8"?>
                <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
                <sitemap><loc>https://ledger.example/sitemap-1.xml</loc><lastmod>2026-01-01T00:00:00Z</lastmod></sitemap>
                <sitemap><loc>https://ledger.example/sitemap-2.xml</loc></sitemap>
                </sitemapindex>
                """, map.first());
        assertTrue(map.file("1").orElseThrow().contains("/1</loc>"));
        assertTrue(map.file("1").orElseThrow().contains("/2</loc>"));
        assertTrue(map.file("2").orElseThrow().contains("/3</loc>"));
        for (String none : List.of("0", "3", "01", "-1", "", "x")) {
            assertTrue(map.file(none).isEmpty(), none);
        }
    }

    /** Every entry is there once, and no file is longer than it may be, whatever has to be escaped. */
    @Test
    void noFileIsLongerThanItMayBe() {
        List<Entry> entries = IntStream.range(0, 500)
                .mapToObj(number -> new Entry("/" + "&".repeat(number % 90) + number + "/", NEW))
                .toList();
        Sitemap map = Sitemap.of(BASE, entries, new Limits(50_000, 10_000));
        assertTrue(map.files().size() > 10);
        assertEquals(entries, map.files().stream().flatMap(List::stream).toList());
        for (int number = 1; number <= map.files().size(); number++) {
            String file = map.file(Integer.toString(number)).orElseThrow();
            // the root and the declaration are not counted: some hundred bytes
            assertTrue(file.getBytes(StandardCharsets.UTF_8).length < 10_200, file);
        }
    }

    @Test
    void anEmptyLedgerHasOneFile() {
        Sitemap map = Sitemap.of(BASE, List.of(), Sitemap.LIMITS);
        assertTrue(map.first().contains("<urlset"));
        assertFalse(map.first().contains("<url>"));
    }
}
