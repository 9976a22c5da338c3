package org.borderledger.ledger;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The declared series. */
public final class SeriesCatalogue {
    private static final String RESOURCE = "/series.json";

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

    public static SeriesCatalogue load() {
        ObjectMapper json = new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        try (InputStream resource = SeriesCatalogue.class.getResourceAsStream(RESOURCE)) {
            return new SeriesCatalogue(List.of(json.readValue(resource, Series[].class)));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
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
