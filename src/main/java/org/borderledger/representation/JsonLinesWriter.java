package org.borderledger.representation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object for each row, on a line of its own: every column in order, missing as null, decimals with all their
 * digits. Like the CSV's, its bytes for a revision stay the same for ever.
 */
final class JsonLinesWriter implements Writer {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            // else what lies beyond the first 65,536 characters is escaped as two halves
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .rootValueSeparator((String) null)
            .build();

    @Override
    public void write(Answer answer, OutputStream out) throws IOException {
        List<Column> columns = answer.table().columns();
        // Not closed after a failure: that would end the line that failed as if it were whole.
        JsonGenerator json = JSON.createGenerator(out);
        answer.table().rows().read(row -> {
            json.writeStartObject();
            for (int place = 0; place < columns.size(); place++) {
                json.writeFieldName(columns.get(place).name());
                value(json, columns.get(place), row[place]);
            }
            json.writeEndObject();
            json.writeRaw('\n');
        });
        json.close();
        out.flush();
    }

    private static void value(JsonGenerator json, Column column, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
            return;
        }
        switch (column.type()) {
            case INTEGER -> json.writeNumber(((Number) value).longValue());
            case DECIMAL -> json.writeNumber((BigDecimal) value);
            case BOOLEAN -> json.writeBoolean((Boolean) value);
            case LIST -> {
                json.writeStartArray();
                for (Object element : (List<?>) value) {
                    json.writeString((String) element);
                }
                json.writeEndArray();
            }
            case TEXT, DATE, INSTANT -> json.writeString(value.toString());
        }
    }
}
