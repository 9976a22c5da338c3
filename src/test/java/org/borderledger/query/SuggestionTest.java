package org.borderledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {
    private static final List<String> PARAMETERS =
            List.of("series", "from", "to", "period", "asOf", "revision", "sort", "limit", "cursor", "route");

    @ParameterizedTest
    @CsvSource({
        "rout, route",
        "routes, route",
        "fron, from",
        "asof, asOf",
        "LIMIT, limit",
        "limt, limit",
        "peroid, period",
        "seires, series",
        "t, to",
        "revisions, revision",
        "curser, cursor"
    })
    void aSlipOfThePenIsGuessed(String word, String meant) {
        assertEquals(Optional.of(meant), Suggestion.nearest(word, PARAMETERS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "colour", "q", "people.gte", "x", "fields"})
    void whatIsFarFromAllIsNot(String word) {
        assertEquals(Optional.empty(), Suggestion.nearest(word, PARAMETERS));
    }

    @Test
    void aWordOfManyLettersIsNotEvenCompared() {
        assertEquals(Optional.empty(), Suggestion.nearest("x".repeat(61), List.of("x".repeat(60))));
        assertEquals(Optional.of("x".repeat(60)), Suggestion.nearest("x".repeat(59), List.of("x".repeat(60))));
    }

    @Test
    void theNearestIsGuessedAndOfEquallyNearOnesTheFirst() {
        assertEquals(Optional.of("channel"), Suggestion.nearest("chanel", List.of("chapels", "channel", "kennel")));
        assertEquals(Optional.of("boats"), Suggestion.nearest("boat", List.of("boats", "goat")));
        assertEquals(Optional.empty(), Suggestion.nearest("boat", List.of()));
    }
}
