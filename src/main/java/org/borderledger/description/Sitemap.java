package org.borderledger.description;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of pages with the instants at which they last changed, as sitemaps.org has it. A file holds so many at most; of
 * more there are several files and an index.
 *
 * @param base the public address of the service
 * @param files each with its own entries; at least one
 */
record Sitemap(String base, List<List<Entry>> files) {
    static final String PATH = "/sitemap.xml";
    static final String MEDIA_TYPE = "application/xml";
    /** What a file may hold at most. */
    static final Limits LIMITS = new Limits(50_000, 50L << 20);

    private static final String NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();
    /** An entry without its address: tags and an instant, and an address in which each character may be escaped. */
    private static final int AROUND_AN_ADDRESS = 100;

    private static final int LONGEST_ESCAPE = 6;

    /**
     * A page.
     *
     * @param changed null where it is not known
     */
    record Entry(String path, @Nullable Instant changed) {}

    record Limits(int entries, long bytes) {}

    static Sitemap of(String base, List<Entry> entries, Limits limits) {
        List<List<Entry>> files = new ArrayList<>();
        List<Entry> file = new ArrayList<>();
        long bytes = 0;
        for (Entry entry : entries) {
            // more than it takes, so that it never takes more
            long its = AROUND_AN_ADDRESS
                    + (long) LONGEST_ESCAPE * (base + entry.path()).getBytes(StandardCharsets.UTF_8).length;
            if (!file.isEmpty() && (file.size() == limits.entries() || bytes + its > limits.bytes())) {
                files.add(List.copyOf(file));
                file.clear();
                bytes = 0;
            }
            file.add(entry);
            bytes += its;
        }
        files.add(List.copyOf(file));
        return new Sitemap(base, List.copyOf(files));
    }

    /** What stands at {@link #PATH}: the one file, or the index of several. */
    String first() {
        return files.size() == 1 ? write("urlset", "url", files.getFirst()) : write("sitemapindex", "sitemap", index());
    }

    /** One of several files by its number, counted from 1; empty where there is none. */
    Optional<String> file(String number) {
        return IntStream.range(0, files.size() == 1 ? 0 : files.size())
                .filter(each -> Integer.toString(each + 1).equals(number))
                .mapToObj(each -> write("urlset", "url", files.get(each)))
                .findFirst();
    }

    private List<Entry> index() {
        List<Entry> index = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            index.add(new Entry(
                    "/sitemap-" + (i + 1) + ".xml",
                    files.get(i).stream()
                            .map(Entry::changed)
                            .filter(Objects::nonNull)
                            .max(Instant::compareTo)
                            .orElse(null)));
        }
        return index;
    }

    private String write(String root, String element, List<Entry> entries) {
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = XML.createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement(root);
            xml.writeDefaultNamespace(NAMESPACE);
            xml.writeCharacters("\n");
            for (Entry entry : entries) {
                xml.writeStartElement(element);
                xml.writeStartElement("loc");
                xml.writeCharacters(base + entry.path());
                xml.writeEndElement();
                if (entry.changed() != null) {
                    xml.writeStartElement("lastmod");
                    xml.writeCharacters(entry.changed().toString());
                    xml.writeEndElement();
                }
                xml.writeEndElement();
                xml.writeCharacters("\n");
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("a text of memory cannot fail", impossible);
        }
        return text.append('\n').toString();
    }
}
