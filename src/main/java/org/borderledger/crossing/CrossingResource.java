package org.borderledger.crossing;

import jakarta.ws.rs.Path;
import org.borderledger.figure.ComputationReader;
import org.borderledger.figure.FigureReader;
import org.borderledger.figure.FigureResource;
import org.borderledger.http.AskedFormat;
import org.borderledger.http.OfDataset;

@Path("/v1/crossings")
@OfDataset("crossings")
public class CrossingResource extends FigureResource {
    CrossingResource(
            CrossingRepository figures, FigureReader reader, ComputationReader computations, AskedFormat format) {
        super(figures, reader, computations, format);
    }
}
