package org.borderledger.figure;

import static org.borderledger.Caller.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.borderledger.ServedLedger;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What a journalist asks, one GET each: the table is {@code questions.json}, and its answers are those that the press and
 * the publisher printed.
 */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class QuestionTest {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    static JsonNode questions() throws IOException {
        try (InputStream file = QuestionTest.class.getResourceAsStream("/questions.json")) {
            return JSON.readTree(file);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyQuestionHasItsAnswerInOneRequest() throws IOException {
        JsonNode questions = questions();
        assertTrue(questions.size() >= 25);
        return StreamSupport.stream(questions.spliterator(), false)
                .map(question ->
                        DynamicTest.dynamicTest(question.path("question").asText(), () -> {
                            JsonNode answer = get(question.path("path").asText());
                            question.path("answer").properties().forEach(expected -> {
                                JsonNode seen = answer.at(expected.getKey());
                                JsonNode wanted = expected.getValue();
                                if (wanted.isNumber()) {
                                    assertTrue(seen.isNumber(), () -> expected.getKey() + " of " + answer);
                                    assertEquals(
                                            0,
                                            wanted.decimalValue().compareTo(seen.decimalValue()),
                                            () -> expected.getKey() + " is " + seen + ", not " + wanted);
                                } else {
                                    assertEquals(wanted, seen, expected::getKey);
                                }
                            });
                            assertCited(answer);
                        }));
    }

    /** Every answer has a sentence to paste that ends with an address of its revision, at which the same data are. */
    private static void assertCited(JsonNode answer) {
        String citation = answer.at("/meta/citation").asText();
        assertTrue(
                citation.contains(
                        "Border Ledger revision " + answer.at("/meta/revision").asInt() + ", "),
                citation);
        String address =
                citation.substring(citation.lastIndexOf("https://ledger.example") + "https://ledger.example".length());
        assertTrue(address.contains("revision=" + answer.at("/meta/revision").asInt()), address);
        assertEquals(
                withoutAddresses(answer.path("data")),
                withoutAddresses(get(address).path("data")));
        assertFalse(answer.at("/meta/attribution").asText().isBlank());
    }

    /** The addresses of inputs name filters as they were asked, the revision in another place. */
    private static JsonNode withoutAddresses(JsonNode data) {
        JsonNode copy = data.deepCopy();
        copy.findParents("query")
                .forEach(parent -> ((com.fasterxml.jackson.databind.node.ObjectNode) parent).remove("query"));
        return copy;
    }
}
