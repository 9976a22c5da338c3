package org.borderledger.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Every exception becomes one kind of answer: a problem. */
public final class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final Map<ProblemCode, Integer> RETRY_AFTER_SECONDS =
            Map.of(ProblemCode.UNAVAILABLE, 5, ProblemCode.TOO_MANY_EXPORTS, 30, ProblemCode.OVERLOADED, 1);
    private static final Pattern PASSING = Pattern.compile("08...|40...|57P..");
    private static final String TOOK_TOO_LONG = "57014";
    /** Where PostgreSQL finds that a migration has changed what a statement gives that was prepared before. */
    private static final String PREPARED_BEFORE = "RevalidateCachedQuery";

    @ServerExceptionMapper
    public Response problem(Problem problem, RoutingContext request) {
        return response(problem, null, request);
    }

    @ServerExceptionMapper
    public Response notFound(NotFoundException nothingThere, UriInfo address, RoutingContext request) {
        return response(
                Problem.of(ProblemCode.NOT_FOUND, "nothing is at " + Problem.echo(address.getPath()))
                        .hint("/ lists the paths of the service"),
                null,
                request);
    }

    @ServerExceptionMapper
    public Response other(WebApplicationException exception, UriInfo address, RoutingContext request) {
        Response response = exception.getResponse();
        if (response.getStatus() < 400) {
            return response;
        }
        if (response.getStatus() < 500) {
            return response(
                    Problem.of(
                            ProblemCode.MALFORMED_REQUEST,
                            "the request to " + Problem.echo(address.getPath()) + " cannot be read"),
                    null,
                    request);
        }
        return unexpected(exception, request);
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable failure, RoutingContext request) {
        String instance = "urn:uuid:" + UUID.randomUUID();
        SQLException broken = fromDatabase(failure);
        if (tookTooLong(broken)) {
            TraceOfRequest.log(
                    request, () -> LOG.warnf("%s: the database took too long and was stopped: %s", instance, failure));
            return response(
                    Problem.of(ProblemCode.OVERLOADED, "the database did not find the answer in the time that it has")
                            .hint("choose fewer days or codes, sort by periodEnd or by the largest, or take the"
                                    + " rows as a file"),
                    instance,
                    request);
        }
        if (isUnavailable(broken)) {
            TraceOfRequest.log(request, () -> LOG.warnf("%s: the database does not answer: %s", instance, failure));
            return response(
                    Problem.of(ProblemCode.UNAVAILABLE, "the database does not answer at the moment")
                            .hint("try again after the seconds that Retry-After names"),
                    instance,
                    request);
        }
        TraceOfRequest.log(request, () -> LOG.errorf(failure, "%s: a request failed", instance));
        return response(
                Problem.of(ProblemCode.INTERNAL_ERROR, "the service failed; it is not your request's fault"),
                instance,
                request);
    }

    /**
     * Whether the same request may well succeed in a moment: the connection is gone (class 08), the server stops or starts
     * (57P), it broke the reading off, as a standby does when what is being read stands in the way of what it has to replay
     * (class 40), or the statement was prepared before a migration, and is prepared anew the next time.
     */
    static boolean isUnavailable(@Nullable SQLException broken) {
        return broken != null
                && !(broken instanceof SQLNonTransientException)
                && (broken.getSQLState() == null
                        || PASSING.matcher(broken.getSQLState()).matches()
                        || wasPreparedBefore(broken));
    }

    private static boolean wasPreparedBefore(SQLException broken) {
        ServerErrorMessage said = broken instanceof PSQLException of ? of.getServerErrorMessage() : null;
        return said != null && PREPARED_BEFORE.equals(said.getRoutine());
    }

    /** Whether a statement was ended since it took longer than statements may. */
    private static boolean tookTooLong(@Nullable SQLException broken) {
        return broken != null && TOOK_TOO_LONG.equals(broken.getSQLState());
    }

    /**
     * What the database said, if it is what a failure comes from. Where it broke off the end of a transaction, the
     * transaction manager has that among what it suppressed.
     */
    static @Nullable SQLException fromDatabase(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException said) {
                return said;
            }
            for (Throwable suppressed : cause.getSuppressed()) {
                SQLException said = fromDatabase(suppressed);
                if (said != null) {
                    return said;
                }
            }
        }
        return null;
    }

    /** In how many seconds it is worth trying again; null where it is not. */
    static @Nullable Integer retryAfter(ProblemCode code) {
        return RETRY_AFTER_SECONDS.get(code);
    }

    private static Response response(Problem problem, @Nullable String instance, RoutingContext request) {
        return Response.status(problem.code().status())
                .type(ProblemDocument.MEDIA_TYPE)
                .header("Cache-Control", "no-store")
                .header("Retry-After", retryAfter(problem.code()))
                .entity(ProblemDocument.of(problem, instance, request))
                .build();
    }
}
