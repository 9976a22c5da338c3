package org.borderledger.figure;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of {@code /latest}. */
public record LatestFilter(
        @QueryParam("series")
        @Parameter(
                description = SelectionFilter.SEVERAL_SERIES + " is all series of the dataset."
                        + SelectionFilter.DEFAULT_SERIES + " answers.")
        @Nullable String series,

        @BeanParam ClockFilter clocks) {}
