package org.borderledger.http;

import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.borderledger.representation.Representation;

/**
 * The address of a request and the format of its suffix; makes the addresses that an answer leads to, relative to the
 * service.
 *
 * @param path without the suffix, percent-encoded
 * @param query each parameter by its name, with its value percent-encoded, as {@link Question} spells it
 */
public record Asked(
        String path, Map<String, String> query, Map<String, String> parameters, Representation representation) {
    private static final Set<String> OF_A_PAGE = Set.of("limit", "cursor", "bom");

    public static Asked of(UriInfo address, Representation representation) {
        Map<String, String> query = Question.parameters(address.getRequestUri().getRawQuery());
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
        Map<String, String> others = copy();
        others.remove("cursor");
        return in(representation, others);
    }

    /** All of its rows in another format. */
    public String in(Representation other) {
        Map<String, String> whole = copy();
        whole.keySet().removeAll(OF_A_PAGE);
        return in(other, whole);
    }

    /** The same with what a parameter that was left out stood for. */
    public Asked saying(String name, String value) {
        Map<String, String> whole = copy();
        whole.putIfAbsent(name, value);
        return new Asked(path, whole, parameters, representation);
    }

    /** The address under which the answer stays as it is. */
    public String permanent(int revision) {
        Map<String, String> whole = copy();
        whole.keySet().removeAll(Set.of("cursor", "bom"));
        whole.putIfAbsent("revision", Integer.toString(revision));
        return in(representation == Representation.CSVW ? Representation.CSV : representation, whole);
    }

    private Map<String, String> copy() {
        Map<String, String> copy = Question.none();
        copy.putAll(query);
        return copy;
    }

    private String with(String name, String value) {
        Map<String, String> others = copy();
        others.put(name, value);
        return in(representation, others);
    }

    private String in(Representation format, Map<String, String> values) {
        return Question.of(path + (format == Representation.JSON ? "" : format.suffix()), values);
    }
}
