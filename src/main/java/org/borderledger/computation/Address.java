package org.borderledger.computation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.borderledger.ledger.Dataset;
import org.borderledger.period.Period;
import org.jspecify.annotations.Nullable;

/** The address that lists the figures of a row. */
final class Address {
    private final StringBuilder text;
    private final List<String> names = new ArrayList<>(List.of("series", "from", "to", "period"));

    Address(Dataset dataset, String series, Period span) {
        this.text = new StringBuilder(
                "/v1/" + dataset.name() + "?series=" + encoded(series) + "&from=" + span.start() + "&to=" + span.end());
    }

    Address with(String name, @Nullable String value) {
        if (value != null) {
            names.add(name);
            text.append('&').append(name).append('=').append(encoded(value));
        }
        return this;
    }

    /** Adds the caller's own filters, each with its ampersand; a name that the row has set stands once (API rule 16). */
    String with(String filters) {
        return text
                + Arrays.stream(filters.split("&", -1))
                        .filter(filter -> !filter.isEmpty())
                        .filter(filter -> !names.contains(filter.split("=", 2)[0]))
                        .map(filter -> "&" + filter)
                        .collect(Collectors.joining());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
