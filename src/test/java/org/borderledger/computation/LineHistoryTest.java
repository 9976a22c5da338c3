package org.borderledger.computation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.junit.jupiter.api.Test;

/** How long a history of computed lines may be. */
class LineHistoryTest {

    @Test
    void aHistoryOfManyInstantsOrOfManyFiguresAtEachIsRefusedWithWhatWouldDo() {
        LineHistory.check(500, 1_000);
        LineHistory.check(27, 18_518);
        LineHistory.check(0, Long.MAX_VALUE);
        Problem instants = assertThrows(Problem.class, () -> LineHistory.check(501, 1));
        Problem figures = assertThrows(Problem.class, () -> LineHistory.check(27, 18_519));
        for (Problem problem : List.of(instants, figures)) {
            assertEquals(ProblemCode.TOO_MANY_ROWS, problem.code());
            assertEquals("includeHistory", problem.parameter());
        }
        assertEquals(
                "ask for fewer days with from and to, so that figures and rows are at most 18518, or for the sums of a"
                        + " day with asOf",
                figures.hint());
    }
}
