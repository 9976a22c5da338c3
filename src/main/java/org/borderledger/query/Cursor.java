package org.borderledger.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.borderledger.period.Period;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended: the revision that the walk began with, the question it belongs to, and the last row's values in
 * the order of the sort. Opaque to callers.
 *
 * @param revision the revision that every page of the walk reads
 * @param question the query, of which the cursor carries a digest, so that it is never used for another one
 * @param values the last row's value for each sort key, of the key's type, or null
 */
public record Cursor(int revision, String question, List<@Nullable Object> values) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int LONGEST = 4_000;
    private static final int MOST_DIGITS = 100;
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    public String encode() {
        List<@Nullable String> texts = new ArrayList<>();
        for (Object value : values) {
            texts.add(value == null ? null : text(value));
        }
        // In this order always: the same validator promises the same bytes on every replica.
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("r", revision);
        fields.put("v", texts);
        fields.put("q", digest(revision, question, texts));
        try {
            byte[] json = JSON.writeValueAsBytes(fields);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String text(Object value) {
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }

    /**
     * Reads a cursor back; anything but an encoded cursor for this question is a problem. The digest finds a cursor that
     * was changed by accident; since anybody can compute it, each value is held to its type as well.
     */
    public static Cursor decode(String text, String question, List<SortKey> order) {
        if (text.length() > LONGEST) {
            throw invalid();
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
            Map<String, Object> fields = JSON.readValue(new String(json, StandardCharsets.UTF_8), FIELDS);
            if (fields == null
                    || !(fields.get("r") instanceof Integer revision)
                    || !(fields.get("v") instanceof List<?> texts)
                    || revision < 1
                    || texts.size() != order.size()
                    || !digest(revision, question, texts).equals(fields.get("q"))) {
                throw invalid();
            }
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < order.size(); i++) {
                Object value = texts.get(i);
                values.add(
                        value == null
                                ? null
                                : value(value.toString(), order.get(i).type()));
            }
            if (values.stream().allMatch(Objects::isNull)) {
                throw invalid();
            }
            return new Cursor(revision, question, values);
        } catch (IllegalArgumentException | JsonProcessingException | DateTimeException notOurs) {
            throw invalid();
        }
    }

    private static Object value(String text, Class<?> type) {
        if (type == String.class) {
            if (text.codePoints()
                    .anyMatch(point ->
                            Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE)) {
                throw invalid();
            }
            return text;
        } else if (type == Integer.class) {
            return Integer.valueOf(text);
        } else if (type == Long.class) {
            return Long.valueOf(text);
        } else if (type == Boolean.class) {
            return Boolean.valueOf(text);
        } else if (type == BigDecimal.class) {
            var number = new BigDecimal(text);
            if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
                throw invalid();
            }
            return number;
        } else if (type == LocalDate.class) {
            LocalDate day = LocalDate.parse(text);
            if (!Period.inRange(day)) {
                throw invalid();
            }
            return day;
        } else if (type == Instant.class) {
            Instant instant = Instant.parse(text);
            if (!Period.inRange(LocalDate.ofInstant(instant, ZoneOffset.UTC))) {
                throw invalid();
            }
            return instant;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> text(constant).equals(text))
                .findFirst()
                .orElseThrow(Cursor::invalid);
    }

    private static String digest(int revision, String question, List<?> texts) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((revision + "|" + texts + "|" + question).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** The problem of a cursor that was made by something else or for another question. */
    public static Problem invalid() {
        return Problem.of(ProblemCode.INVALID_CURSOR, "the cursor does not belong to this query")
                .about("cursor")
                .hint("take it unchanged from links.next of the same query, or start again without it");
    }
}
