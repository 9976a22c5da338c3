package org.borderledger.representation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;

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
        JsonWriter.Shape shape = JsonWriter.Shape.of(answer.table().columns());
        // Not closed after a failure: that would end the line that failed as if it were whole.
        JsonGenerator json = JSON.createGenerator(out);
        answer.table().rows().read(row -> {
            shape.write(row, json);
            json.writeRaw('\n');
        });
        json.close();
        out.flush();
    }
}
