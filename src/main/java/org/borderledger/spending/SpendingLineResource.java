package org.borderledger.spending;

import jakarta.ws.rs.Path;
import org.borderledger.figure.ComputationReader;
import org.borderledger.figure.FigureReader;
import org.borderledger.figure.FigureResource;
import org.borderledger.http.AskedFormat;
import org.borderledger.http.OfDataset;

@Path("/v1/spending-lines")
@OfDataset("spending-lines")
public class SpendingLineResource extends FigureResource {
    SpendingLineResource(
            SpendingLineRepository figures, FigureReader reader, ComputationReader computations, AskedFormat format) {
        super(figures, reader, computations, format);
    }
}
