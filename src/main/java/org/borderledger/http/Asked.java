package org.borderledger.http;

import jakarta.ws.rs.core.UriInfo;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.borderledger.representation.Representation;

/**
 * The address of a request and the format of its suffix; makes the addresses that an answer leads to, relative to the
 * service.
 *
 * @param path without the suffix, percent-encoded
 * @param query each parameter by its name, with its value percent-encoded as it was written
 */
public record Asked(
        String path, Map<String, String> query, Map<String, String> parameters, Representation representation) {
    private static final Set<String> OF_A_PAGE = Set.of("limit", "cursor", "bom");

    public static Asked of(UriInfo address, Representation representation) {
        Map<String, String> query = new LinkedHashMap<>();
        String raw = address.getRequestUri().getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    // a name may be percent-encoded: it is the same parameter, and is looked for by its name
                    query.put(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            pair.substring(equals + 1));
                }
            }
        }
        Map<String, String> parameters = new TreeMap<>();
        address.getQueryParameters().forEach((name, values) -> parameters.put(name, values.getFirst()));
        return new Asked(address.getRequestUri().getRawPath(), query, parameters, representation);
    }

    /** What is asked, whatever the order of the parameters and the page of it; a cursor belongs to it. */
    public String question() {
        Map<String, String> question = new TreeMap<>(parameters);
        question.keySet().removeAll(OF_A_PAGE);
        question.remove("fields");
        question.remove("count");
        return path + question;
    }

    /** The address itself. */
    public String self() {
        return in(representation, query);
    }

    /** The next page of it. */
    public String next(String cursor) {
        return with("cursor", cursor);
    }

    /** The first page of it. */
    public String first() {
        Map<String, String> others = new LinkedHashMap<>(query);
        others.remove("cursor");
        return in(representation, others);
    }

    /** All of its rows in another format. */
    public String in(Representation other) {
        Map<String, String> whole = new LinkedHashMap<>(query);
        whole.keySet().removeAll(OF_A_PAGE);
        return in(other, whole);
    }

    /** The same with what a parameter that was left out stood for. */
    public Asked saying(String name, String value) {
        Map<String, String> whole = new LinkedHashMap<>(query);
        whole.putIfAbsent(name, value);
        return new Asked(path, whole, parameters, representation);
    }

    /** The address under which the answer stays as it is. */
    public String permanent(int revision) {
        Map<String, String> whole = new LinkedHashMap<>(query);
        whole.keySet().removeAll(Set.of("cursor", "bom"));
        whole.putIfAbsent("revision", Integer.toString(revision));
        return in(representation == Representation.CSVW ? Representation.CSV : representation, whole);
    }

    private String with(String name, String value) {
        Map<String, String> others = new LinkedHashMap<>(query);
        others.put(name, value);
        return in(representation, others);
    }

    private String in(Representation format, Map<String, String> values) {
        String suffix = format == Representation.JSON ? "" : format.suffix();
        Stream<String> pairs = values.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue());
        return path + suffix + (values.isEmpty() ? "" : pairs.collect(Collectors.joining("&", "?", "")));
    }
}
