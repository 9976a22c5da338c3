package org.borderledger.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended: the revision that the walk began with, the question it belongs to, and the last row's values in
 * the order of the sort. Opaque to callers.
 *
 * @param revision the revision that every page of the walk reads
 * @param question a digest of the query, so that a cursor is never used for another one
 * @param values the last row's value for each sort key: text, whole number, decimal, day, instant, truth value or null
 */
public record Cursor(int revision, String question, List<@Nullable Object> values) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 4_000;
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    public String encode() {
        List<@Nullable String> typed = new ArrayList<>();
        for (Object value : values) {
            typed.add(value == null ? null : String.valueOf(tag(value)) + value);
        }
        try {
            byte[] json = JSON.writeValueAsBytes(Map.of("r", revision, "q", question, "v", typed));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static char tag(Object value) {
        return switch (value) {
            case String text -> 's';
            case Long number -> 'n';
            case java.math.BigDecimal decimal -> 'd';
            case LocalDate day -> 'l';
            case Instant instant -> 'i';
            case Boolean truth -> 'b';
            default -> throw new IllegalArgumentException("not a sortable type: " + value.getClass());
        };
    }

    /** Reads a cursor back; anything but an encoded cursor for this question is a problem. */
    public static Cursor decode(String text, String question, int length) {
        if (text.length() > LONGEST) {
            throw invalid();
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
            Map<String, Object> fields = JSON.readValue(new String(json, StandardCharsets.UTF_8), FIELDS);
            if (!(fields.get("r") instanceof Integer revision)
                    || !(fields.get("v") instanceof List<?> typed)
                    || !question.equals(fields.get("q"))
                    || typed.size() != length) {
                throw invalid();
            }
            List<@Nullable Object> values = new ArrayList<>();
            for (Object value : typed) {
                values.add(value == null ? null : untag(value.toString()));
            }
            return new Cursor(revision, question, values);
        } catch (IllegalArgumentException | JsonProcessingException | DateTimeException | IndexOutOfBoundsException e) {
            throw invalid();
        }
    }

    private static Object untag(String text) {
        String value = text.substring(1);
        return switch (text.charAt(0)) {
            case 's' -> value;
            case 'n' -> Long.valueOf(value);
            case 'd' -> new java.math.BigDecimal(value);
            case 'l' -> LocalDate.parse(value);
            case 'i' -> Instant.parse(value);
            case 'b' -> Boolean.valueOf(value);
            default -> throw invalid();
        };
    }

    private static Problem invalid() {
        return Problem.of(ProblemCode.INVALID_CURSOR, "the cursor does not belong to this query")
                .about("cursor")
                .hint("take it unchanged from links.next of the same query, or start again without it");
    }
}
