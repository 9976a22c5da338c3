package org.borderledger.figure;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of {@code /latest}. */
public record LatestFilter(
        @QueryParam("series")
        @Parameter(
                description =
                        "One or more series, separated by commas; `*` is all series of the dataset. Without it the"
                                + " dataset's default series answers.")
        @Nullable String series,

        @BeanParam ClockFilter clocks) {}
