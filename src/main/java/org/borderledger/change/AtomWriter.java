package org.borderledger.change;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a feed as Atom (RFC 4287), its pages linked as RFC 5005 has it. */
final class AtomWriter {
    static final String MEDIA_TYPE = "application/atom+xml";
    static final String PATH = "/v1/changes.atom";

    private static final String NAMESPACE = "http://www.w3.org/2005/Atom";
    private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();

    private AtomWriter() {}

    static String write(Feed feed) {
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = XML.createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("feed");
            xml.writeDefaultNamespace(NAMESPACE);
            xml.writeAttribute("xml:lang", "en-GB");
            // the same on every page, since all of them are one feed
            element(xml, "id", feed.address(PATH, null));
            element(xml, "title", feed.title());
            element(xml, "subtitle", Feed.SUBTITLE);
            element(xml, "updated", feed.updated().toString());
            xml.writeStartElement("author");
            element(xml, "name", "Border Ledger");
            element(xml, "uri", feed.publicAddress() + "/");
            xml.writeEndElement();
            link(xml, "self", MEDIA_TYPE, feed.address(PATH, feed.cursor()));
            link(xml, "first", MEDIA_TYPE, feed.address(PATH, null));
            if (feed.next() != null) {
                link(xml, "next", MEDIA_TYPE, feed.address(PATH, feed.next()));
            }
            link(xml, "alternate", JsonFeed.MEDIA_TYPE, feed.address(JsonFeed.PATH, null));
            for (Feed.Entry entry : feed.entries()) {
                entry(xml, entry);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("a text of memory cannot fail", impossible);
        }
        return text.toString();
    }

    private static void entry(XMLStreamWriter xml, Feed.Entry entry) throws XMLStreamException {
        xml.writeStartElement("entry");
        element(xml, "id", entry.identifier());
        element(xml, "title", entry.title());
        element(xml, "updated", entry.recordedAt().toString());
        element(xml, "published", entry.recordedAt().toString());
        link(xml, "alternate", "application/json", entry.address());
        for (String tag : entry.tags()) {
            xml.writeEmptyElement("category");
            xml.writeAttribute("term", tag);
        }
        xml.writeStartElement("content");
        xml.writeAttribute("type", "html");
        xml.writeCharacters(clean(html(entry)));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(clean(text));
        xml.writeEndElement();
    }

    private static void link(XMLStreamWriter xml, String relation, String mediaType, String address)
            throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", relation);
        xml.writeAttribute("type", mediaType);
        xml.writeAttribute("href", address);
    }

    /** What an entry says, as a piece of HTML; both formats have the same. */
    static String html(Feed.Entry entry) {
        var html = new StringBuilder("<p>").append(escaped(entry.title())).append("</p>");
        if (entry.reason() != null) {
            html.append("<p>Why: ").append(escaped(entry.reason())).append("</p>");
        }
        list(html, entry.lines());
        if (entry.more() > 0) {
            html.append("<p>And ")
                    .append(Words.number(entry.more()))
                    .append(entry.more() == 1 ? " more figure." : " more figures.")
                    .append("</p>");
        }
        return html.append("<p><a href=\"")
                .append(escaped(entry.address()))
                .append("\">All changes, before and after</a></p>")
                .toString();
    }

    private static void list(StringBuilder html, List<String> lines) {
        if (!lines.isEmpty()) {
            html.append("<ul>");
            lines.forEach(line -> html.append("<li>").append(escaped(line)).append("</li>"));
            html.append("</ul>");
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Without what XML 1.0 cannot hold, whatever a publisher or an editor wrote. */
    static String clean(String text) {
        var clean = new StringBuilder();
        text.codePoints().map(point -> isOfXml(point) ? point : 0xFFFD).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isOfXml(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }
}
