package org.borderledger.discovery;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The declared sources. */
public final class Sources {
    private static final String LIST = "/discovery.json";

    private Sources() {}

    /** Those that come with the program. */
    public static List<Source> declared() {
        try (InputStream resource = Sources.class.getResourceAsStream(LIST)) {
            if (resource == null) {
                throw new IllegalStateException(LIST + " is not in the program");
            }
            return read(resource);
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + LIST + " cannot be read", e);
        }
    }

    /**
     * Those of a file, in their place.
     *
     * @throws IOException when it cannot be read, or is not a list of sources
     */
    public static List<Source> of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    private static List<Source> read(InputStream in) throws IOException {
        ObjectMapper json = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .build();
        List<Source> sources = Arrays.asList(json.readValue(in, Source[].class));
        Set<String> names = new HashSet<>();
        for (Source source : sources) {
            if (!names.add(source.name())) {
                throw new IOException("the source " + source.name() + " is declared twice");
            }
        }
        return List.copyOf(sources);
    }
}
