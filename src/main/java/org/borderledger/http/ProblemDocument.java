package org.borderledger.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.ext.web.RoutingContext;
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
        @Nullable String instance,
        @Nullable String traceId) {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int SERVICE_FAILED = 500;

    /**
     * The document of a problem.
     *
     * @param request the request, whose trace is told where the service is at fault: what the caller is at fault for is
     *     the same each time, byte for byte
     */
    static ProblemDocument of(Problem problem, @Nullable String instance, RoutingContext request) {
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
                instance,
                code.status() >= SERVICE_FAILED ? TraceOfRequest.id(request) : null);
    }
}
