package org.borderledger.ingest.sheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Spreadsheets written by hand, down to what no spreadsheet program would write. */
final class Ods {
    static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"\
             xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"\
             xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"\
             xmlns:dc="http://purl.org/dc/elements/1.1/"\
             xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><office:body><office:spreadsheet>""";
    static final String FOOT = "</office:spreadsheet></office:body></office:document-content>";

    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    private Ods() {}

    /** A spreadsheet with one sheet, S, of these rows. */
    static Ods rows(String rows) {
        return sheets("<table:table table:name=\"S\">" + rows + "</table:table>");
    }

    static Ods sheets(String sheets) {
        return content(HEAD + sheets + FOOT);
    }

    static Ods content(String content) {
        return new Ods()
                .with("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
                .with("content.xml", content);
    }

    static Ods empty() {
        return new Ods();
    }

    Ods with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Ods with(String name, byte[] content) {
        parts.put(name, content);
        return this;
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
        return bytes.toByteArray();
    }

    Path in(Path folder) throws IOException {
        return Files.write(Files.createTempFile(folder, "sheet", ".ods"), bytes());
    }

    /** What is too long for a string: head, then one piece as often as said, then foot. */
    static Path repeated(Path folder, String head, String piece, long times, String foot) throws IOException {
        Path file = Files.createTempFile(folder, "long", ".ods");
        try (OutputStream bytes = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("mimetype"));
            zip.write("application/vnd.oasis.opendocument.spreadsheet".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("content.xml"));
            zip.write(head.getBytes(StandardCharsets.UTF_8));
            // The piece may ask for its own number, as %d.
            boolean numbered = piece.contains("%d");
            byte[] block = piece.repeat(numbered ? 1 : 1000).getBytes(StandardCharsets.UTF_8);
            for (long written = 0; written < times; written += numbered ? 1 : 1000) {
                zip.write(numbered ? piece.replace("%d", "" + written).getBytes(StandardCharsets.UTF_8) : block);
            }
            zip.write(foot.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
