package org.borderledger.computation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

    /** Adds the caller's own filters; a name that the row has set stands once (API rule 16). */
    String with(Filters filters) {
        return text + filters.without(names).text();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
