package org.borderledger.description;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A thing of a graph of JSON-LD, with its terms in the order in which they are told. */
final class Node {
    private final Map<String, Object> terms = new LinkedHashMap<>();

    private Node() {}

    /** A thing that has an address, under which others refer to it. */
    static Node of(String id, String... types) {
        return new Node().with("@id", id).with("@type", List.of(types));
    }

    /** A thing that is told of in one place only. */
    static Node without(String... types) {
        return new Node().with("@type", List.of(types));
    }

    /** The same with a term; what is not known and lists of nothing are left out. */
    Node with(String term, @Nullable Object value) {
        Object plain = plain(value);
        if (plain != null) {
            terms.put(term, plain);
        }
        return this;
    }

    /** The same with a term that refers to other things of the graph. */
    Node to(String term, List<String> ids) {
        return with(term, ids.stream().map(id -> Map.of("@id", id)).toList());
    }

    Map<String, Object> terms() {
        return terms;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> some -> plain(some.orElse(null));
            case Node node -> node.terms;
            case Instant instant -> instant.toString();
            case Collection<?> several ->
                several.isEmpty()
                        ? null
                        // one value is as good as a list of it, and readers that are no processors understand it
                        : several.size() == 1
                                ? plain(several.iterator().next())
                                : several.stream().map(Node::plain).toList();
            default -> value;
        };
    }
}
