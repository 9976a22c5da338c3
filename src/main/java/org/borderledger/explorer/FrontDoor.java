package org.borderledger.explorer;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Shows people who come to the root of the service the first page; programs are told the paths there. */
public class FrontDoor {
    @ServerRequestFilter(preMatching = true)
    public void open(ContainerRequestContext request) {
        URI address = request.getUriInfo().getRequestUri();
        String accepted = request.getHeaderString(HttpHeaders.ACCEPT);
        if (address.getRawPath().equals("/") && accepted != null && accepted.contains("text/html")) {
            String query = address.getRawQuery();
            request.setRequestUri(URI.create(FrontPages.PATH + (query == null ? "" : "?" + query)));
        }
    }
}
