package org.borderledger.enforcement;

import jakarta.ws.rs.Path;
import org.borderledger.figure.ComputationReader;
import org.borderledger.figure.FigureReader;
import org.borderledger.figure.FigureResource;
import org.borderledger.http.AskedFormat;
import org.borderledger.http.OfDataset;

@Path("/v1/enforcement-actions")
@OfDataset("enforcement-actions")
public class EnforcementActionResource extends FigureResource {
    EnforcementActionResource(
            EnforcementActionRepository figures,
            FigureReader reader,
            ComputationReader computations,
            AskedFormat format) {
        super(figures, reader, computations, format);
    }
}
