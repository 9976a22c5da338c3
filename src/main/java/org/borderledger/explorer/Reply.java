package org.borderledger.explorer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the API answered.
 *
 * @param address what was asked, relative to the service
 * @param body the JSON: objects as maps, numbers exact
 */
record Reply(String address, int status, Map<String, @Nullable Object> body) {
    private static final int NOT_FOUND = 404;

    /** What stands for an answer that is at another place, or in another format. */
    static Reply elsewhere(String address, String location) {
        return new Reply(
                address,
                NOT_FOUND,
                Map.of(
                        "location",
                        location,
                        "title",
                        Texts.text("nothing_title"),
                        "detail",
                        Texts.text("nothing_detail"),
                        "hint",
                        Texts.text("nothing_hint")));
    }

    /** Whether the service could not answer, which says nothing about the data. */
    boolean isFailure() {
        return status >= 500;
    }

    boolean isGood() {
        return status == 200;
    }

    /** The rows of a list, or the one thing that was asked for as the only row; empty for a problem. */
    @SuppressWarnings("unchecked") // JSON objects are maps
    List<Map<String, @Nullable Object>> rows() {
        Object data = body.get("data");
        if (data instanceof List<?> list) {
            return (List<Map<String, @Nullable Object>>) list;
        }
        return data instanceof Map<?, ?> one ? List.of((Map<String, @Nullable Object>) one) : List.of();
    }

    /** The first row; empty where there is none. */
    Map<String, @Nullable Object> first() {
        return rows().isEmpty() ? Map.of() : rows().getFirst();
    }

    /** An object within the answer; empty where it is not there. */
    Map<String, @Nullable Object> part(String name) {
        return part(body, name);
    }

    /** An object within another; empty where it is not there. */
    @SuppressWarnings("unchecked") // JSON objects are maps
    static Map<String, @Nullable Object> part(Map<String, @Nullable Object> whole, String name) {
        return whole.get(name) instanceof Map<?, ?> part ? (Map<String, @Nullable Object>) part : Map.of();
    }

    /** A text at the top of the answer, as problems have them. */
    String text(String name) {
        return body.get(name) instanceof String text ? text : "";
    }
}
