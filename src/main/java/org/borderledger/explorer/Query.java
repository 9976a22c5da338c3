package org.borderledger.explorer;

import jakarta.ws.rs.core.UriInfo;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The query of an address. */
final class Query {
    private Query() {}

    /** The parameters of a page's address, decoded, in their order. */
    static Map<String, String> of(UriInfo address) {
        // the framework has them in an order that is another one every time
        String query = address.getRequestUri().getRawQuery();
        return ofLink(query == null ? "" : "?" + query);
    }

    /** Parameters as they stand in an address, with the question mark; empty where there are none. */
    static String of(Map<String, String> query) {
        return query.isEmpty()
                ? ""
                : query.entrySet().stream()
                        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /** A query with more parameters: names and values in turns. */
    static Map<String, String> with(Map<String, String> query, String... more) {
        Map<String, String> all = new LinkedHashMap<>(query);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    /** A query without some of its parameters. */
    static Map<String, String> without(Map<String, String> query, Set<String> names) {
        Map<String, String> others = new LinkedHashMap<>(query);
        others.keySet().removeAll(names);
        return others;
    }

    /** Some of the parameters of a query. */
    static Map<String, String> only(Map<String, String> query, Set<String> names) {
        Map<String, String> some = new LinkedHashMap<>(query);
        some.keySet().retainAll(names);
        return some;
    }

    /** The parameters of an address as the API gives it, decoded. */
    static Map<String, String> ofLink(String link) {
        Map<String, String> query = new LinkedHashMap<>();
        int mark = link.indexOf('?');
        for (String pair : mark < 0 ? new String[0] : link.substring(mark + 1).split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            String[] parts = pair.split("=", 2);
            query.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    /** The address of the sum of a daily series of crossings from the first of January to a day, both included. */
    static String ofYearUntil(String series, LocalDate day, Map<String, String> clocks) {
        return "/v1/crossings/summary"
                + of(with(clocks, "series", series, "from", day.withDayOfYear(1).toString(), "to", day.toString()));
    }

    /** A part of an address. Commas and colons stand as they are, which reads better and means the same. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2C", ",")
                .replace("%3A", ":");
    }
}
