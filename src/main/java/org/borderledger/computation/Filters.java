package org.borderledger.computation;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The caller's own filters, which an answer repeats in the addresses that it gives of its figures.
 *
 * @param values by the name of their parameter, percent-encoded as the caller wrote them
 */
public record Filters(Map<String, String> values) {
    public static final Filters NONE = new Filters(Map.of());

    public Filters {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    Filters without(Collection<String> names) {
        Map<String, String> others = new LinkedHashMap<>(values);
        others.keySet().removeAll(names);
        return new Filters(others);
    }

    /** The same at another day or instant of the issued clock. */
    public Filters asOf(Instant instant) {
        Map<String, String> others = new LinkedHashMap<>(values);
        others.put("asOf", instant.toString());
        return new Filters(others);
    }

    /** As they go on in an address that has a parameter already: {@code &asOf=2026-05-15&revision=41}. */
    public String text() {
        return values.entrySet().stream()
                .map(entry -> "&" + entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining());
    }
}
