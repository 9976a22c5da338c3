package org.borderledger.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.representation.Answer;
import org.borderledger.representation.Column;
import org.borderledger.representation.Links;
import org.borderledger.representation.Meta;
import org.borderledger.representation.Rows;
import org.borderledger.representation.Table;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Answers of the tests whose rows fail while they are read; the service itself has none that does so at will. */
@Path("/v1/breaking-exports")
@Produces(MediaType.APPLICATION_JSON)
public class BreakingExports {
    /** More than what is held back: 1 MiB. */
    private static final int ROWS = 30_000;

    private static final String TEXT = "x".repeat(100);

    /** All rows but the last. */
    @GET
    @Path("/late")
    @Operation(hidden = true)
    public Answer late() {
        return answer("late", reader -> {
            write(reader, ROWS - 1);
            throw new IllegalStateException("the test breaks an export");
        });
    }

    /** The same with an error, which is no exception. */
    @GET
    @Path("/late-error")
    @Operation(hidden = true)
    public Answer lateError() {
        return answer("late-error", reader -> {
            write(reader, ROWS - 1);
            throw new AssertionError("the test breaks an export");
        });
    }

    /** The same with a problem, which is an answer as long as nothing else was. */
    @GET
    @Path("/late-problem")
    @Operation(hidden = true)
    public Answer lateProblem() {
        return answer("late-problem", reader -> {
            write(reader, ROWS - 1);
            throw tooMany();
        });
    }

    /** All rows. */
    @GET
    @Path("/whole")
    @Operation(hidden = true)
    public Answer whole() {
        return answer("whole", reader -> write(reader, ROWS));
    }

    /** A few rows, fewer than what is held back. */
    @GET
    @Path("/early")
    @Operation(hidden = true)
    public Answer early() {
        return answer("early", reader -> {
            write(reader, 10);
            throw new IllegalStateException("the test breaks an export");
        });
    }

    @GET
    @Path("/early-problem")
    @Operation(hidden = true)
    public Answer earlyProblem() {
        return answer("early-problem", reader -> {
            write(reader, 10);
            throw tooMany();
        });
    }

    private static Problem tooMany() {
        return Problem.of(ProblemCode.TOO_MANY_ROWS, "the test has too many rows")
                .hint("take fewer");
    }

    private static void write(Rows.Reader reader, int rows) throws java.io.IOException {
        for (int i = 0; i < rows; i++) {
            reader.row(new Object[] {"row-" + i, TEXT});
        }
    }

    private static Answer answer(String name, Rows rows) {
        List<Column> columns = List.of(
                Column.of("key", Column.Type.TEXT, "A key", null), Column.of("text", Column.Type.TEXT, "A text", null));
        var meta = new Meta(
                "tests", List.of(), List.of(), 1, null, null, null, null, null, null, null, List.of(), "Tests", null,
                "");
        return new Answer(
                new Table(name, "Tests", columns, List.of("key"), rows, ROWS),
                meta,
                Links.to("/v1/breaking-exports/" + name + ".csv", null),
                false);
    }
}
