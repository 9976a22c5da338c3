package org.borderledger.representation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * What the columns of the CSV are, in the words of the W3C's CSV on the Web, so that a program reads dates as dates and
 * missing as missing without being told by a person. No row is read.
 */
final class CsvwWriter implements Writer {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    @Override
    public void write(Answer answer, OutputStream out) throws IOException {
        Table table = answer.table();
        Meta meta = answer.meta();
        String address = addressOfCsv(answer.links().self());
        JsonGenerator json = JSON.createGenerator(out);
        var lines = new DefaultIndenter("  ", "\n");
        json.setPrettyPrinter(
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
        json.writeStartObject();
        json.writeArrayFieldStart("@context");
        json.writeString("http://www.w3.org/ns/csvw");
        json.writeStartObject();
        json.writeStringField("@language", "en");
        json.writeEndObject();
        json.writeEndArray();
        json.writeStringField("url", address);
        json.writeStringField("dc:title", table.title());
        json.writeStringField("dc:bibliographicCitation", meta.citation());
        if (meta.licence() != null) {
            json.writeStringField("dc:license", meta.licence());
        }
        // the sentence that the licence asks for; it names the publisher, but is not the publisher's name
        json.writeStringField("schema:creditText", meta.attribution());
        json.writeStringField("schema:version", Integer.toString(meta.revision()));
        json.writeStringField(
                "rdfs:comment",
                "Text that a spreadsheet would take for a formula has an apostrophe before it. A cell that is empty has"
                        + " no value; two quotes are a text without characters.");
        json.writeObjectFieldStart("dialect");
        json.writeStringField("encoding", "utf-8");
        json.writeBooleanField("header", true);
        // else a reader takes a first cell that begins with # for a comment
        json.writeNullField("commentPrefix");
        json.writeEndObject();
        json.writeObjectFieldStart("tableSchema");
        json.writeArrayFieldStart("columns");
        for (Column column : table.columns()) {
            column(json, column);
        }
        json.writeEndArray();
        if (table.primaryKey().size() == 1) {
            json.writeStringField("primaryKey", table.primaryKey().getFirst());
        } else if (!table.primaryKey().isEmpty()) {
            json.writeArrayFieldStart("primaryKey");
            for (String column : table.primaryKey()) {
                json.writeString(column);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
        out.flush();
    }

    private static void column(JsonGenerator json, Column column) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", column.name());
        json.writeStringField("titles", column.name());
        json.writeStringField("dc:description", column.description());
        json.writeStringField("datatype", datatype(column.type()));
        // a list without elements is no value to CSVW, though one to us
        if (!column.nullable() && column.type() != Column.Type.LIST) {
            json.writeBooleanField("required", true);
        }
        if (column.type() == Column.Type.LIST) {
            json.writeStringField("separator", " ");
        }
        json.writeEndObject();
    }

    private static String datatype(Column.Type type) {
        return switch (type) {
            case TEXT, LIST -> "string";
            case INTEGER -> "integer";
            case DECIMAL -> "decimal";
            case DATE -> "date";
            case INSTANT -> "dateTime";
            case BOOLEAN -> "boolean";
        };
    }

    /** The CSV's own address is this description's, with the other suffix and the same question. */
    private static String addressOfCsv(String self) {
        List<String> parts = List.of(self.split("\\?", 2));
        String path = parts.getFirst();
        String suffix = Representation.CSVW.suffix();
        if (!path.endsWith(suffix)) {
            throw new IllegalArgumentException(self + " is not the address of a description of a CSV");
        }
        String query = parts.size() == 2 ? "?" + parts.getLast() : "";
        return path.substring(0, path.length() - suffix.length()) + Representation.CSV.suffix() + query;
    }
}
