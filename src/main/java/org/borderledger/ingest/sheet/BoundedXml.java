package org.borderledger.ingest.sheet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The events of one XML part. Whatever the part holds, memory stays small and every failure is an
 * {@link UnreadableFile}: no document type, no entities, and bounds on nesting, on names and on the length of a tag.
 */
final class BoundedXml {
    private static final int DEEPEST = 64;
    private static final int LONGEST_MARKUP = 1 << 20;
    // The parser keeps every name it has met, and every pair of prefix and name. OpenDocument has under 2,000 names,
    // Microsoft Office fewer.
    private static final int MOST_NAMES = 4_000;
    private static final int MOST_PREFIXES = 100;

    private final String part;
    private final PartStream bytes;
    private final XMLStreamReader reader;
    private final Set<String> names = new HashSet<>();
    private final Set<String> prefixes = new HashSet<>();
    private int depth;

    BoundedXml(String part, PartStream bytes) {
        this.part = part;
        this.bytes = bytes;
        // The JDK's own parser, whatever else a library may have put on the class path.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        try {
            reader = factory.createXMLStreamReader(utf8(bytes));
        } catch (IOException | XMLStreamException failure) {
            throw malformed(failure);
        }
    }

    /**
     * The one encoding in which spreadsheet programs write, strictly. Left to itself the JDK's parser follows whatever
     * encoding the part claims, and prints its complaints to the console.
     */
    private static Reader utf8(PartStream bytes) throws IOException {
        Reader characters = new BufferedReader(new InputStreamReader(
                bytes, StandardCharsets.UTF_8.newDecoder())); // a decoder refuses what a charset would replace
        characters.mark(1);
        if (characters.read() != '\uFEFF') {
            characters.reset();
        }
        return characters;
    }

    /** The next event, as {@link XMLStreamConstants} names it. */
    int next() {
        bytes.allow(LONGEST_MARKUP);
        int event;
        try {
            event = reader.next();
        } catch (UnreadableFile refusal) {
            throw refusal;
        } catch (XMLStreamException | RuntimeException failure) {
            // The JDK's parser answers some broken input with unchecked exceptions of its own.
            throw malformed(failure);
        }
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> begin();
            case XMLStreamConstants.END_ELEMENT -> depth--;
            case XMLStreamConstants.PROCESSING_INSTRUCTION -> learn(names, reader.getPITarget(), MOST_NAMES);
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                throw new UnreadableFile(
                        "a document type or an entity in " + part,
                        "XML without either: spreadsheet programs write none, and both can be made to do harm");
            default -> {} // text and comments
        }
        return event;
    }

    /** Moves to the next child of the element at a depth; false at the end of that element. */
    boolean nextChild(int parent) {
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
            if (event == XMLStreamConstants.END_ELEMENT && depth < parent) {
                return false;
            }
        }
    }

    /** Moves to the end of the element that has just begun. */
    void skip() {
        int element = depth;
        while (depth >= element) {
            next();
        }
    }

    /** Whether an element has just begun. */
    boolean isStart() {
        return reader.getEventType() == XMLStreamConstants.START_ELEMENT;
    }

    /** How many elements are open; right after the start of one it is counted, right after its end it is not. */
    int depth() {
        return depth;
    }

    boolean at(String namespace, String name) {
        return name.equals(reader.getLocalName()) && namespace.equals(reader.getNamespaceURI());
    }

    boolean in(String namespace) {
        return namespace.equals(reader.getNamespaceURI());
    }

    String name() {
        return reader.getLocalName();
    }

    /** The value of an attribute of the element that has just begun; null where it has none. */
    @Nullable String attribute(String namespace, String name) {
        return reader.getAttributeValue(namespace, name);
    }

    /** A piece of text, as the parser cuts it. */
    CharSequence characters() {
        return CharBuffer.wrap(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
    }

    private void begin() {
        depth++;
        if (depth > DEEPEST) {
            throw new UnreadableFile(
                    "elements nested more than " + DEEPEST + " deep in " + part,
                    "a spreadsheet, which needs half of that at most");
        }
        learn(names, reader.getLocalName(), MOST_NAMES);
        for (int index = 0; index < reader.getAttributeCount(); index++) {
            learn(names, reader.getAttributeLocalName(index), MOST_NAMES);
        }
        for (int index = 0; index < reader.getNamespaceCount(); index++) {
            learn(prefixes, String.valueOf(reader.getNamespacePrefix(index)), MOST_PREFIXES);
            learn(names, String.valueOf(reader.getNamespaceURI(index)), MOST_NAMES);
        }
    }

    private void learn(Set<String> known, String name, int most) {
        if (known.add(name) && known.size() > most) {
            throw new UnreadableFile(
                    "more different names of elements and attributes in " + part + " than a spreadsheet has",
                    "a document that uses the names of the standard");
        }
    }

    private UnreadableFile malformed(Exception failure) {
        Throwable reason = failure instanceof XMLStreamException xml ? xml.getNestedException() : failure;
        if (reason instanceof CharacterCodingException) {
            return new UnreadableFile(part + " with bytes that are not UTF-8", "UTF-8, as spreadsheet programs write");
        }
        return new UnreadableFile(
                part + " that is not well-formed XML: " + UnreadableFile.reason(failure),
                "a part that is complete and well-formed",
                failure);
    }
}
