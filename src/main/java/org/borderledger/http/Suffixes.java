package org.borderledger.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Parameters;
import org.borderledger.representation.Answer;
import org.borderledger.representation.Representation;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.jaxrs.UriInfoImpl;

/**
 * Takes the suffix off a path before it is matched, and remembers the format that it asks for: {@code /v1/crossings.csv} is
 * {@code /v1/crossings} in another format. A suffix wins over Accept, which is not looked at.
 */
public class Suffixes {
    private static final String FIGURES = "/v1/";
    /** Paths whose end is part of their name: a feed or a package is no other format of a table. */
    private static final Set<String> NAMES = Set.of("/v1/changes.json", "/v1/datapackage.json");

    private static final String BYTE_ORDER_MARK = "bom";

    private final AskedFormat format;

    Suffixes(AskedFormat format) {
        this.format = format;
    }

    @ServerRequestFilter(preMatching = true)
    public void take(ContainerRequestContext request) {
        URI address = request.getUriInfo().getRequestUri();
        String path = address.getRawPath();
        if (!path.startsWith(FIGURES) || NAMES.contains(path)) {
            return;
        }
        Optional<Representation> asked = Representation.ofPath(path);
        asked.ifPresent(representation -> {
            format.ask(representation, false);
            String rest =
                    path.substring(0, path.length() - representation.suffix().length());
            lead(request, rest, address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        });
    }

    /**
     * Goes on with another path. The framework takes the decoded path of a new address for its encoded one, and makes the
     * address anew of what it decoded: the path goes in encoded twice, and the address is told as it is.
     */
    private static void lead(ContainerRequestContext request, String path, String query) {
        // in one spelling, as the framework has paths without a suffix: %63rossings are crossings
        request.setRequestUri(URI.create(Question.spellPath(path).replace("%", "%25") + query));
        // what a filter is handed hides the framework's own context
        ResteasyReactiveRequestContext context = CurrentRequestManager.get();
        context.setUriInfo(new Shortened(context, URI.create(path + query)));
    }

    /** An address without its suffix, encoded as it came. */
    private static final class Shortened extends UriInfoImpl {
        private final URI address;

        Shortened(ResteasyReactiveRequestContext context, URI address) {
            super(context);
            this.address = address;
        }

        @Override
        public URI getRequestUri() {
            return address;
        }
    }

    /** Refuses a format that the path has not, and reads how the file is to begin. */
    @ServerRequestFilter(priority = 9_000)
    public void check(ContainerRequestContext request, ResourceInfo resource) {
        if (resource.getResourceMethod() == null) {
            return;
        }
        Representation asked = format.representation();
        boolean isTable = resource.getResourceMethod().getReturnType().equals(Answer.class);
        if (asked != Representation.JSON && !isTable) {
            throw Problem.of(
                            ProblemCode.NOT_FOUND,
                            "nothing is at " + Problem.echo(request.getUriInfo().getPath() + asked.suffix()))
                    .hint("this path answers in JSON only: leave " + asked.suffix() + " out");
        }
        List<String> mark = request.getUriInfo().getQueryParameters().get(BYTE_ORDER_MARK);
        if (isTable && mark != null) {
            boolean withMark = Parameters.yes(BYTE_ORDER_MARK, mark.getFirst());
            if (asked != Representation.CSV && asked != Representation.CSVW) {
                throw Problem.of(ProblemCode.CONFLICTING_PARAMETERS, "only CSV has a byte order mark")
                        .about(BYTE_ORDER_MARK)
                        .hint("ask for the path with .csv, or leave bom out");
            }
            format.ask(asked, withMark);
        }
    }
}
