package org.borderledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What comes after a row, in words of the query language. */
class SortKeyTest {
    private static final SortKey PEOPLE = new SortKey("people", true, Long.class);
    private static final SortKey KEY = new SortKey("key", false, String.class);

    @Test
    void nullsComeLastInBothDirectionsAndAreNotAskedForWhereNoneCanBe() {
        assertEquals("f.people desc nulls last, f.key asc", SortKey.clause(List.of(PEOPLE, KEY), "f", new Words()));
    }

    @Test
    void afterAValueComeLesserOnesThenTheMissingThenEqualOnesOfALaterKey() {
        assertEquals(
                "((f.people < ?437) or (f.people is null) or (f.people = ?437 and f.key > ?k)"
                        + " or (f.people = ?437 and f.key is null))",
                after(437L, "k"));
    }

    @Test
    void afterAMissingValueComeOnlyMissingOnesOfALaterKey() {
        assertEquals("((f.people is null and f.key > ?k) or (f.people is null and f.key is null))", after(null, "k"));
    }

    private static String after(@Nullable Object people, String key) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(people);
        values.add(key);
        return SortKey.after(List.of(PEOPLE, KEY), values).in("f", new Words());
    }

    private static final class Words implements QueryLanguage {
        @Override
        public String value(Object value) {
            return "?" + value;
        }
    }
}
