package org.borderledger.ledger;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The declared series. */
public final class SeriesCatalogue {
    /** The identifiers in the order in which answers list them; each series has a file of its own. */
    private static final String LIST = "/series.json";

    private final Map<String, Series> byId;

    private SeriesCatalogue(List<Series> series) {
        this.byId = series.stream()
                .collect(Collectors.toMap(
                        Series::id,
                        each -> each,
                        (first, second) -> {
                            throw new IllegalStateException("series declared twice: " + first.id());
                        },
                        LinkedHashMap::new));
    }

    /** Those that the program declares; they are read once. */
    public static SeriesCatalogue load() {
        return Declared.ALL;
    }

    private static final class Declared {
        static final SeriesCatalogue ALL = readAll();
    }

    private static SeriesCatalogue readAll() {
        ObjectMapper json = new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        return new SeriesCatalogue(Arrays.stream(read(json, LIST, String[].class))
                .map(id -> read(json, "/series/" + id + ".json", Series.class))
                .toList());
    }

    private static <T> T read(ObjectMapper json, String name, Class<T> type) {
        try (InputStream resource = SeriesCatalogue.class.getResourceAsStream(name)) {
            return json.readValue(resource, type);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("the resource " + name + " cannot be read", e);
        }
    }

    public Optional<Series> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The series of this id, which the code knows to be declared. */
    public Series get(String id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no such series: " + id));
    }

    public List<Series> list() {
        return List.copyOf(byId.values());
    }

    public List<Series> of(Dataset dataset) {
        return byId.values().stream()
                .filter(series -> series.dataset().equals(dataset.name()))
                .toList();
    }
}
