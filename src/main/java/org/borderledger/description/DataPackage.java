package org.borderledger.description;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.borderledger.catalogue.Service;
import org.borderledger.figure.FigureColumns;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.ledger.DatasetColumn.Role;
import org.borderledger.ledger.Licence;
import org.borderledger.ledger.Series;
import org.borderledger.ledger.SeriesCatalogue;
import org.borderledger.representation.Column;
import org.borderledger.representation.Representation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The CSV of every dataset with its columns, as a data package of Frictionless (version 2, as a reader of version 1 takes it
 * too). Each address names the revision, so that rows and description always belong together.
 */
@Schema(
        name = "DataPackage",
        description = "The CSV of every dataset with its columns, as a Data Package (datapackage.org), version 2")
record DataPackage(
        @JsonProperty("$schema") @Schema(description = "The profile that it follows", format = "uri")
        String profile,

        @Schema(description = "Its name") String name,
        @Schema(description = "The title") String title,
        @Schema(description = "What it holds") String description,

        @Schema(description = "The service", format = "uri") String homepage,

        @Schema(description = "The revision of the ledger that its rows are of", examples = "46")
        String version,

        @Schema(description = "When that revision was recorded", format = "date-time")
        Instant created,

        @Schema(description = "The licences of the figures that it holds; the column licence says which row has which")
        List<License> licenses,

        @Schema(description = "Where the figures that it holds come from")
        List<Source> sources,

        @Schema(description = "Who made it what it is") List<Contributor> contributors,

        @Schema(description = "A file for each dataset") List<Resource> resources) {

    static final String PATH = "/v1/datapackage.json";

    private static final String PROFILES = "https://datapackage.org/profiles/2.0/";
    private static final String NAME = "border-ledger";

    /** Spelled as the format has it. */
    @Schema(name = "DataPackageLicense", description = "A licence")
    record License(
            @Schema(description = "Its code", examples = "OGL-UK-3.0")
            String name,

            @Schema(description = "Where its words are", format = "uri")
            String path,

            @Schema(description = "The title") String title) {
        static License of(Licence licence) {
            return new License(licence.code(), licence.address(), licence.title());
        }
    }

    @Schema(name = "DataPackageSource", description = "Where figures come from")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Source(
            @Schema(description = "The publisher, and what of its figures are here")
            String title,

            @Schema(description = "The publisher's page; absent where there is none", format = "uri") @Nullable String path) {
        static Source of(Series series) {
            return new Source(series.publisher() + ": " + series.title(), series.sourceUrl());
        }
    }

    @Schema(name = "DataPackageContributor", description = "Somebody who made the data what they are")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Contributor(
            @Schema(description = "The name") String title,

            @Schema(description = "creator of those whose figures they are, publisher of who makes them available here")
            List<String> roles,

            @Schema(description = "The page; absent where there is none", format = "uri") @Nullable String path) {}

    @Schema(name = "DataPackageResource", description = "A file")
    record Resource(
            @JsonProperty("$schema") @Schema(description = "The profile that it follows", format = "uri")
            String profile,

            @Schema(description = "The dataset's name") String name,
            @Schema(description = "table") String type,
            @Schema(description = "The title") String title,
            @Schema(description = "What it holds") String description,

            @Schema(description = "All rows, as they were after the revision, for ever", format = "uri")
            String path,

            @Schema(description = "csv") String format,
            @Schema(description = "The media type") String mediatype,
            @Schema(description = "utf-8") String encoding,
            @Schema(description = "How the file is written") Dialect dialect,
            @Schema(description = "Its columns") TableSchema schema,

            @Schema(description = "The licences of the figures that it holds")
            List<License> licenses,

            @Schema(description = "Where the figures that it holds come from")
            List<Source> sources) {}

    @Schema(name = "DataPackageDialect", description = "How a CSV is written")
    record Dialect(
            @Schema(description = "Whether the first line names the columns")
            boolean header,

            @Schema(description = "What stands between cells")
            String delimiter,

            @Schema(description = "What stands around a cell that has a delimiter in it")
            String quoteChar,

            @Schema(description = "Whether a quote inside of a cell is written twice")
            boolean doubleQuote) {
        static final Dialect USUAL = new Dialect(true, ",", "\"", true);
    }

    @Schema(name = "DataPackageSchema", description = "The columns of a file")
    record TableSchema(
            @JsonProperty("$schema") @Schema(description = "The profile that it follows", format = "uri")
            String profile,

            @Schema(description = "The columns, in their order")
            List<Field> fields,

            @Schema(description = "What tells rows apart") List<String> primaryKey,

            @Schema(description = "What a cell without a value is: missing, never zero")
            List<String> missingValues) {}

    @Schema(name = "DataPackageField", description = "A column")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Field(
            @Schema(description = "The name") String name,

            @Schema(description = "string, integer, number, date, datetime or boolean")
            String type,

            @Schema(description = "What a value means") String description,

            @Schema(description = "A value as it stands in an answer; absent where none is given") @Nullable Object example,

            @Schema(description = "The codes with their labels; absent where a column has no list of codes") @Nullable List<Category> categories,

            @Schema(description = "What every value keeps to; absent where nothing is asked") @Nullable Constraints constraints) {}

    @Schema(name = "DataPackageCategory", description = "A code")
    record Category(
            @Schema(description = "As it stands in the file")
            String value,

            @Schema(description = "In words") String label) {}

    @Schema(name = "DataPackageConstraints", description = "What every value of a column keeps to")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Constraints(
            @Schema(description = "True where no value is missing") @Nullable Boolean required,

            @Schema(description = "True where no two are the same") @Nullable Boolean unique,

            @Schema(description = "The smallest value") @Nullable Integer minimum,

            @JsonProperty("enum") @Schema(description = "All values that there can be") @Nullable List<String> allowed) {}

    /**
     * Describes the files as they were after a revision.
     *
     * @param base the public address of the service
     */
    static DataPackage of(Stock stock, List<Dataset> datasets, SeriesCatalogue catalogue, String base) {
        return new DataPackage(
                PROFILES + "datapackage.json",
                NAME,
                Service.title(),
                Service.about(),
                base + "/",
                Integer.toString(stock.revision()),
                stock.recordedAt(),
                licences(stock.held()),
                sources(stock.held()),
                contributors(stock, base),
                datasets.stream()
                        .map(dataset -> resource(stock, dataset, catalogue.of(dataset), base))
                        .toList());
    }

    private static Resource resource(Stock stock, Dataset dataset, List<Series> series, String base) {
        List<Stock.Held> held = stock.of(dataset);
        return new Resource(
                PROFILES + "dataresource.json",
                dataset.name(),
                "table",
                dataset.title(),
                dataset.description(),
                base + "/v1/" + dataset.name() + Representation.CSV.suffix() + "?series=*&revision=" + stock.revision(),
                "csv",
                DataForm.CSV.mediaType(),
                "utf-8",
                Dialect.USUAL,
                new TableSchema(
                        PROFILES + "tableschema.json",
                        FigureColumns.of(dataset).stream()
                                .map(column -> field(column, dataset, series))
                                .toList(),
                        FigureColumns.PRIMARY_KEY,
                        List.of("")),
                licences(held),
                sources(held));
    }

    private static Field field(Column column, Dataset dataset, List<Series> series) {
        Optional<DatasetColumn> own = dataset.columns().stream()
                .filter(each -> each.name().equals(column.name()))
                .findFirst();
        List<Category> categories =
                own.filter(each -> each.role() == Role.DIMENSION).isPresent() ? codes(column.name(), series) : null;
        var constraints = new Constraints(
                column.nullable() ? null : true,
                FigureColumns.PRIMARY_KEY.equals(List.of(column.name())) ? true : null,
                own.filter(each -> each.role() == Role.COUNT).isPresent() ? 0 : null,
                categories == null
                        ? null
                        : categories.stream().map(Category::value).toList());
        return new Field(
                column.name(),
                type(column.type()),
                column.description(),
                // a list is a text in a cell
                column.type() == Column.Type.LIST ? column.example() : column.exampleValue(),
                categories,
                constraints.equals(new Constraints(null, null, null, null)) ? null : constraints);
    }

    /** All codes that figures of these series can have; null where one of them takes names that nobody declares. */
    private static @Nullable List<Category> codes(String dimension, List<Series> series) {
        if (series.stream().anyMatch(each -> each.openDimensions().contains(dimension))) {
            return null;
        }
        Map<String, String> labels = new LinkedHashMap<>();
        series.forEach(each -> each.codes(dimension).forEach(labels::putIfAbsent));
        return labels.entrySet().stream()
                .map(code -> new Category(code.getKey(), code.getValue()))
                .toList();
    }

    private static String type(Column.Type type) {
        return switch (type) {
            case TEXT, LIST -> "string";
            case INTEGER -> "integer";
            case DECIMAL -> "number";
            case DATE -> "date";
            case INSTANT -> "datetime";
            case BOOLEAN -> "boolean";
        };
    }

    private static List<License> licences(List<Stock.Held> held) {
        return held.stream()
                .flatMap(each -> Licence.find(each.series().licence()).stream())
                .distinct()
                .map(License::of)
                .toList();
    }

    private static List<Source> sources(List<Stock.Held> held) {
        return held.stream().map(each -> Source.of(each.series())).toList();
    }

    private static List<Contributor> contributors(Stock stock, String base) {
        return Stream.concat(
                        stock.held().stream()
                                .map(each -> each.series().publisher())
                                .distinct()
                                .map(publisher -> new Contributor(publisher, List.of("creator"), null)),
                        Stream.of(new Contributor(Service.title(), List.of("publisher"), base + "/")))
                .toList();
    }
}
