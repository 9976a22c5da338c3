package org.borderledger.representation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
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
        try (JsonGenerator generator = generator(out)) {
            generator.writeStartObject();
            generator.writeFieldName("data");
            if (!answer.single()) {
                generator.writeStartArray();
            }
            if (answer.table().rows() instanceof JsonRows rows) {
                // the colon or bracket before them goes out with a value only
                generator.writeRawValue("");
                generator.flush();
                rows.writeJson(new Encoding(answer.table().columns()), out);
            } else {
                Shape shape = Shape.of(answer.table().columns());
                answer.table().rows().read(row -> shape.write(row, generator));
            }
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

    /** Makes rows of some columns; what they are made of is found out where one is to be made. */
    private final class Encoding implements JsonRows.Encoder {
        private final List<Column> columns;
        private @Nullable Shape shape;

        Encoding(List<Column> columns) {
            this.columns = columns;
        }

        @Override
        public byte[] of(@Nullable Object[] row) throws IOException {
            Shape its = shape;
            if (its == null) {
                its = Shape.of(columns);
                shape = its;
            }
            var bytes = new ByteArrayOutputStream();
            try (JsonGenerator generator = generator(bytes)) {
                its.write(row, generator);
            }
            return bytes.toByteArray();
        }
    }

    private JsonGenerator generator(OutputStream out) throws IOException {
        return json.getFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN.mappedFeature());
    }

    /** What an object of a row is made of: names in their order, each of a value or of an object in turn. */
    static final class Shape {
        private final List<Field> fields = new ArrayList<>();

        private record Field(
                SerializableString name,
                int place,
                @Nullable Shape inside) {}

        /** A dot in a name is a step into an object, whose columns stand together. */
        static Shape of(List<Column> columns) {
            return of(columns, 0, columns.size(), 0);
        }

        private static Shape of(List<Column> columns, int from, int to, int prefix) {
            var shape = new Shape();
            for (int i = from; i < to; i++) {
                String name = columns.get(i).name();
                int step = name.indexOf('.', prefix);
                if (step < 0) {
                    shape.fields.add(new Field(new SerializedString(name.substring(prefix)), i, null));
                    continue;
                }
                int end = i;
                while (end < to && columns.get(end).name().startsWith(name.substring(0, step + 1))) {
                    end++;
                }
                shape.fields.add(new Field(
                        new SerializedString(name.substring(prefix, step)), i, of(columns, i, end, step + 1)));
                i = end - 1;
            }
            return shape;
        }

        private boolean isThere(@Nullable Object[] row) {
            for (Field field : fields) {
                if (field.inside == null ? row[field.place] != null : field.inside.isThere(row)) {
                    return true;
                }
            }
            return false;
        }

        /** Writes one row; what is missing is null, and so is an object without any value. */
        void write(@Nullable Object[] row, JsonGenerator generator) throws IOException {
            generator.writeStartObject();
            for (Field field : fields) {
                generator.writeFieldName(field.name);
                if (field.inside == null) {
                    JsonWriter.write(row[field.place], generator);
                } else if (field.inside.isThere(row)) {
                    field.inside.write(row, generator);
                } else {
                    generator.writeNull();
                }
            }
            generator.writeEndObject();
        }
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
