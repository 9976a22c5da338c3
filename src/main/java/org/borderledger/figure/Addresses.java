package org.borderledger.figure;

import jakarta.ws.rs.core.UriInfo;

/** The addresses of answers, relative to the service. */
final class Addresses {
    private Addresses() {}

    static String of(UriInfo address) {
        String query = address.getRequestUri().getRawQuery();
        return address.getRequestUri().getRawPath() + (query == null ? "" : "?" + query);
    }

    static String next(UriInfo address, String cursor) {
        var next = address.getRequestUriBuilder()
                .replaceQueryParam("cursor", cursor)
                .build();
        return next.getRawPath() + "?" + next.getRawQuery();
    }
}
