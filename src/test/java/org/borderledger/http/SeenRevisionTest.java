package org.borderledger.http;

import static org.borderledger.Caller.ask;
import static org.borderledger.Caller.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.borderledger.Caller;
import org.borderledger.ServedLedger;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has seen a revision is never shown less. */
@QuarkusTest
@QuarkusTestResource(ServedLedger.class)
class SeenRevisionTest {
    private static final String LIST = "/v1/crossings?limit=2";

    @Test
    void theRevisionOfAnAnswerIsHereAndAFutureOneIsNot() {
        Caller.Answer answer = ask(LIST);
        String seen = answer.header("Dataset-Revision");
        assertEquals(Caller.get(LIST).at("/meta/revision").asText(), seen);
        Caller.Answer again = ask(LIST, Map.of("Dataset-Revision", seen));
        assertEquals(200, again.status());
        assertEquals(answer.body(), again.body());
        assertEquals(
                seen,
                ask(LIST, Map.of("If-None-Match", answer.header("ETag"))).header("Dataset-Revision"),
                "who has the answer already is told too");

        Caller.Answer future = ask(LIST, Map.of("Dataset-Revision", "999999999"));
        problem(ProblemCode.UNAVAILABLE, future);
        assertTrue(Integer.parseInt(future.header("Retry-After")) > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "newest", "9999999999", "1,2"})
    void whatIsNoNumberOfARevisionIsAProblem(String wrong) {
        problem(ProblemCode.MALFORMED_REQUEST, ask(LIST, Map.of("Dataset-Revision", wrong)));
    }
}
