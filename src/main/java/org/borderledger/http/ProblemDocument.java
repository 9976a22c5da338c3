package org.borderledger.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.borderledger.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A problem as RFC 9457 writes it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Problem", description = "Why the request could not be answered, and what would have worked (RFC 9457)")
public record ProblemDocument(
        @Schema(description = "The page of the problem", format = "uri-reference", examples = "/problems/unknown-value")
        String type,

        @Schema(description = "The problem in a few words", examples = "Unknown value")
        String title,

        @Schema(description = "The HTTP status", examples = "400")
        int status,

        @Schema(
                description = "The problem's code, from a closed set that may grow; see /problems",
                examples = "unknown-value")
        String code,

        @Schema(description = "What is wrong with this request")
        String detail,

        @Schema(description = "The query parameter concerned", examples = "route") @Nullable String parameter,

        @Schema(description = "What would have worked", examples = "did you mean 'channel'?") @Nullable String hint,

        @Schema(description = "The values or parameters that are allowed")
        List<String> allowed,

        @Schema(description = "Identifies the occurrence in the service's log") @Nullable String instance) {

    public static final String MEDIA_TYPE = "application/problem+json";

    static ProblemDocument of(Problem problem, @Nullable String instance) {
        var code = problem.code();
        return new ProblemDocument(
                "/problems/" + code.code(),
                code.title(),
                code.status(),
                code.code(),
                problem.detail(),
                problem.parameter(),
                problem.hint(),
                problem.allowed(),
                instance);
    }
}
