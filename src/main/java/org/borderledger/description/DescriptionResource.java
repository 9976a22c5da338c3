package org.borderledger.description;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.borderledger.http.OfDataset;
import org.borderledger.http.PublicAddress;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.SeriesCatalogue;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Descriptions of the data, which a revision may change. */
@Path("/v1")
@Transactional
@OfDataset(OfDataset.ALL)
public class DescriptionResource {
    private final StockReader stocks;
    private final List<Dataset> datasets;
    private final SeriesCatalogue catalogue;
    private final String base;

    DescriptionResource(StockReader stocks, List<Dataset> datasets, SeriesCatalogue catalogue, PublicAddress address) {
        this.stocks = stocks;
        this.datasets = List.copyOf(datasets);
        this.catalogue = catalogue;
        this.base = PublicAddress.beginning(address);
    }

    @GET
    @Path("/catalog.jsonld")
    @Produces(CatalogDocument.MEDIA_TYPE)
    @Operation(
            operationId = "getCatalog",
            summary = "The catalogue as DCAT 3 and schema.org describe it (JSON-LD)",
            description =
                    "Datasets and series of which there are figures, with publisher, licence, days and files, in one"
                            + " graph of both vocabularies. Nothing has to be fetched to read it.")
    public CatalogDocument catalog() {
        return Catalog.of(stocks.stock(), datasets, base);
    }

    @GET
    @Path("/datapackage.json")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getDataPackage",
            summary = "The CSV of every dataset with its columns, as a Data Package",
            description =
                    "The files are addresses that name the revision, so that rows and description belong together.")
    public DataPackage dataPackage() {
        return DataPackage.of(stocks.stock(), datasets, catalogue, base);
    }
}
