package org.borderledger.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.borderledger.problem.Problem;
import org.jspecify.annotations.Nullable;

/** A problem as RFC 9457 writes it; the contract says what its members are. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemDocument(
        String type,
        String title,
        int status,
        String code,
        String detail,
        @Nullable String parameter,
        @Nullable String hint,
        List<String> allowed,
        @Nullable String instance) {

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
