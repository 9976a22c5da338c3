package org.borderledger.http;

import jakarta.ws.rs.RedirectionException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Sends a caller on to the one address of a thing. */
public final class Redirect {
    private Redirect() {}

    /** Goes on to a path of this service with the query of the request; never returns. */
    public static void to(String path, UriInfo address) {
        String query = address.getRequestUri().getRawQuery();
        throw new RedirectionException(Response.status(Response.Status.FOUND)
                .header("Location", path + (query == null ? "" : "?" + query))
                .build());
    }
}
