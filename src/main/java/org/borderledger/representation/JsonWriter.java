package org.borderledger.representation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an answer as JSON in its envelope: {@code data}, {@code meta}, {@code links}. */
public final class JsonWriter implements Writer {
    private final ObjectMapper json;

    public JsonWriter(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public void write(Answer answer, OutputStream out) throws IOException {
        try (JsonGenerator generator = json.getFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN.mappedFeature())) {
            List<Column> columns = answer.table().columns();
            generator.writeStartObject();
            generator.writeFieldName("data");
            if (!answer.single()) {
                generator.writeStartArray();
            }
            answer.table().rows().read(row -> write(columns, row, generator));
            if (!answer.single()) {
                generator.writeEndArray();
            }
            generator.writeFieldName("meta");
            json.writeValue(generator, answer.meta());
            generator.writeFieldName("links");
            json.writeValue(generator, answer.links());
            generator.writeEndObject();
        }
    }

    /**
     * Writes one row as an object of its columns, in their order; what is missing is null. A dot in a name is a step into an
     * object, whose columns stand together; an object without any value is null itself.
     */
    static void write(List<Column> columns, @Nullable Object[] row, JsonGenerator generator) throws IOException {
        write(columns, row, 0, columns.size(), "", generator);
    }

    private static void write(
            List<Column> columns, @Nullable Object[] row, int from, int to, String prefix, JsonGenerator generator)
            throws IOException {
        generator.writeStartObject();
        for (int i = from; i < to; i++) {
            String name = columns.get(i).name().substring(prefix.length());
            int step = name.indexOf('.');
            if (step < 0) {
                generator.writeFieldName(name);
                write(row[i], generator);
                continue;
            }
            String inside = prefix + name.substring(0, step + 1);
            int end = i;
            boolean isThere = false;
            while (end < to && columns.get(end).name().startsWith(inside)) {
                isThere |= row[end] != null;
                end++;
            }
            generator.writeFieldName(name.substring(0, step));
            if (isThere) {
                write(columns, row, i, end, inside, generator);
            } else {
                generator.writeNull();
            }
            i = end - 1;
        }
        generator.writeEndObject();
    }

    private static void write(@Nullable Object value, JsonGenerator generator) throws IOException {
        switch (value) {
            case null -> generator.writeNull();
            case Integer number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            case BigDecimal number -> generator.writeNumber(number);
            case Boolean truth -> generator.writeBoolean(truth);
            case List<?> list -> {
                generator.writeStartArray();
                for (Object item : list) {
                    generator.writeString(String.valueOf(item));
                }
                generator.writeEndArray();
            }
            default -> generator.writeString(value.toString());
        }
    }
}
