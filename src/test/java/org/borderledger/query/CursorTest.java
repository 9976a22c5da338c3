package org.borderledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CursorTest {
    private static final String QUESTION = "{dataset=crossings}";
    private static final List<SortKey> ORDER = Stream.of(
                    LocalDate.class,
                    Instant.class,
                    BigDecimal.class,
                    Long.class,
                    Integer.class,
                    DayOfWeek.class,
                    String.class)
            .map(type -> new SortKey(type.getSimpleName(), false, type))
            .toList();

    @Test
    void everyTypeOfValueComesBackAsItWas() {
        List<@Nullable Object> values = List.of(
                LocalDate.of(2025, 6, 20),
                Instant.parse("2025-11-14T12:15:21.123456Z"),
                new BigDecimal("12000.50"),
                9_000_000_000L,
                46,
                DayOfWeek.FRIDAY,
                "uk-small-boats-daily:2025-06-20");
        var cursor = new Cursor(46, QUESTION, values);
        assertEquals(cursor, Cursor.decode(cursor.encode(), QUESTION, ORDER));
        assertTrue(cursor.encode().matches("[A-Za-z0-9_-]+"), "it needs no encoding in an address");
    }

    @Test
    void aValueMayBeMissingAsLongAsOneIsThere() {
        List<@Nullable Object> values = Arrays.asList(null, null, null, null, null, null, "key");
        var cursor = new Cursor(1, QUESTION, values);
        assertEquals(cursor, Cursor.decode(cursor.encode(), QUESTION, ORDER));
        refused(new Cursor(1, QUESTION, Collections.nCopies(7, null)).encode(), ORDER);
    }

    @Test
    void itBelongsToItsQuestionAndItsOrder() {
        String cursor = new Cursor(1, QUESTION, List.of("key")).encode();
        List<SortKey> byKey = List.of(new SortKey("key", false, String.class));
        assertEquals(List.of("key"), Cursor.decode(cursor, QUESTION, byKey).values());
        assertEquals(
                ProblemCode.INVALID_CURSOR,
                assertThrows(Problem.class, () -> Cursor.decode(cursor, QUESTION + " ", byKey))
                        .code());
        refused(cursor, ORDER);
        refused(cursor, List.of());
    }

    /** API rule 25: the same validator promises the same bytes, whichever process writes them. */
    @Test
    void itIsWrittenInOneOrderInEveryProcess() {
        String cursor = new Cursor(46, QUESTION, List.of("key")).encode();
        assertEquals(
                "{\"r\":46,\"v\":[\"key\"],\"q\":\"DIGEST\"}",
                new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8)
                        .replaceFirst("[0-9a-f]{16}", "DIGEST"));
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                Arguments.of(LocalDate.class, "banana"),
                Arguments.of(LocalDate.class, "+999999999-12-31"),
                Arguments.of(LocalDate.class, "1899-12-31"),
                Arguments.of(Instant.class, "2025-06-20"),
                Arguments.of(Instant.class, "+1000000000-12-31T23:59:59.999999999Z"),
                Arguments.of(Instant.class, "-1000000000-01-01T00:00:00Z"),
                Arguments.of(BigDecimal.class, "1E999999999"),
                Arguments.of(BigDecimal.class, "1E-999999999"),
                Arguments.of(BigDecimal.class, "1E99999999999"),
                Arguments.of(BigDecimal.class, "9".repeat(101)),
                Arguments.of(BigDecimal.class, "NaN"),
                Arguments.of(Long.class, "9223372036854775808"),
                Arguments.of(Long.class, "1.0"),
                Arguments.of(Integer.class, "2147483648"),
                Arguments.of(DayOfWeek.class, "friday"),
                Arguments.of(DayOfWeek.class, ""),
                Arguments.of(String.class, "a\u0000b"),
                Arguments.of(String.class, "\ud800"));
    }

    /** The digest is no secret, so a cursor that somebody made by hand must be harmless too. */
    @ParameterizedTest
    @MethodSource("forgeries")
    void aForgedValueThatIsNotOfItsTypeIsRefused(Class<?> type, String value) throws Exception {
        refused(forge(1, value), List.of(new SortKey("forged", false, type)));
    }

    @Test
    void aForgedCursorOfTheRightTypesIsAPlaceInTheList() throws Exception {
        List<SortKey> byDay = List.of(new SortKey("day", false, LocalDate.class));
        assertEquals(
                List.of(LocalDate.of(2025, 6, 20)),
                Cursor.decode(forge(1, "2025-06-20"), QUESTION, byDay).values());
        refused(forge(0, "2025-06-20"), byDay);
        refused(forge(-1, "2025-06-20"), byDay);
    }

    private static String forge(int revision, String value) throws Exception {
        byte[] hash = java.security.MessageDigest.getInstance("SHA-256")
                .digest((revision + "|" + List.of(value) + "|" + QUESTION).getBytes(StandardCharsets.UTF_8));
        Map<String, Object> fields = new HashMap<>();
        fields.put("r", revision);
        fields.put("v", List.of(value));
        fields.put("q", HexFormat.of().formatHex(hash, 0, 8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json(fields));
    }

    private static byte[] json(Map<String, Object> fields) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsBytes(fields);
    }

    private static void refused(String cursor, List<SortKey> order) {
        Problem problem = assertThrows(Problem.class, () -> Cursor.decode(cursor, QUESTION, order));
        assertEquals(ProblemCode.INVALID_CURSOR, problem.code());
        assertEquals("cursor", problem.parameter());
    }
}
