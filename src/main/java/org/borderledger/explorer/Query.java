package org.borderledger.explorer;

import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The query of an address. */
final class Query {
    private Query() {}

    /** The parameters of a page's address, decoded, in their order. */
    static Map<String, String> of(UriInfo address) {
        Map<String, String> query = new LinkedHashMap<>();
        address.getQueryParameters().forEach((name, values) -> query.put(name, values.getFirst()));
        return query;
    }

    /** Parameters as they stand in an address, with the question mark; empty where there are none. */
    static String of(Map<String, String> query) {
        return query.isEmpty()
                ? ""
                : query.entrySet().stream()
                        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /** A part of an address. Commas and colons stand as they are, which reads better and means the same. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2C", ",")
                .replace("%3A", ":");
    }
}
