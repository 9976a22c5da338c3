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
    @SuppressWarnings("unchecked") // JSON objects are maps
    Map<String, @Nullable Object> part(String name) {
        return body.get(name) instanceof Map<?, ?> part ? (Map<String, @Nullable Object>) part : Map.of();
    }

    /** A text at the top of the answer, as problems have them. */
    String text(String name) {
        return body.get(name) instanceof String text ? text : "";
    }
}
