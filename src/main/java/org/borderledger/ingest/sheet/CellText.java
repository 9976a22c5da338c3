package org.borderledger.ingest.sheet;

import javax.xml.stream.XMLStreamConstants;

/** What a reader of an OpenDocument cell sees: its paragraphs, without comments, footnotes and drawings. */
final class CellText {
    private static final String TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    private final BoundedXml xml;
    private final int most;
    private final StringBuilder seen = new StringBuilder();
    private boolean paragraph;
    private boolean paragraphs;
    // A space that counts only if more of the paragraph follows: OpenDocument writes every other one as an element.
    private boolean space;
    private int start;

    CellText(BoundedXml xml, int most) {
        this.xml = xml;
        this.most = most;
    }

    /** Reads to the end of the cell that has just begun. */
    String read() {
        seen.setLength(0);
        paragraph = false;
        paragraphs = false;
        int cell = xml.depth();
        while (xml.depth() >= cell) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> begin();
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> characters();
                default -> {} // comments and processing instructions
            }
        }
        return seen.toString();
    }

    private void begin() {
        // A comment, a drawing and a table within the cell have text of their own, and none of it is the cell's.
        if (!xml.in(TEXT)) {
            xml.skip();
            return;
        }
        switch (xml.name()) {
            case "p", "h" -> {
                space = false;
                if (paragraphs) {
                    append('\n', 1);
                }
                paragraphs = true;
                paragraph = true;
                start = seen.length();
            }
            case "s" -> append(' ', OdsRows.count(xml.attribute(TEXT, "c"), 0));
            case "tab" -> append('\t', 1);
            case "line-break" -> append('\n', 1);
            case "note", "ruby-text", "script" -> xml.skip();
            default -> {} // a span, a link, a field, a list: their text is the cell's
        }
    }

    private void end() {
        if (xml.in(TEXT) && (xml.name().equals("p") || xml.name().equals("h"))) {
            paragraph = false;
        }
    }

    private void characters() {
        if (!paragraph) {
            return;
        }
        CharSequence characters = xml.characters();
        for (int index = 0; index < characters.length(); index++) {
            char character = characters.charAt(index);
            if (character == ' ' || character == '\t' || character == '\n' || character == '\r') {
                space = seen.length() > start;
            } else {
                append(character, 1);
            }
        }
    }

    private void append(char character, int times) {
        int pending = space ? 1 : 0;
        // As a long: a file may ask for two thousand million spaces.
        if ((long) seen.length() + pending + times > most) {
            throw new UnreadableFile(
                    "a cell of more than " + most + " characters",
                    "at most that, which is what spreadsheet programs allow; longer text belongs in a document");
        }
        seen.repeat(' ', pending).repeat(character, times);
        space = false;
    }
}
