package org.borderledger.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** What a caller wants to do, by which the contract groups its operations: the first whose paths match. */
enum Task {
    /** Those of every other task; no path matches here. */
    FILES("", "Answers as files: .csv, .xlsx, .jsonl and .parquet behind the path of the question"),
    CLAIMS(".*/claims(/.*)?|/v1/claims.*", "What was said of border figures, and whether the record says so too"),
    COMPUTED(".*/(aggregates|comparisons|summary)", "Sums, means, comparisons with other years, records and runs"),
    HISTORY(
            ".*/(revisions|timemap|revision-record)|/v1/revisions/.*|/v1/changes.*",
            "What figures said before, and what each revision of the ledger did"),
    CATALOGUE("/v1/(datasets|series|releases|catalog|datapackage).*", "What the figures are and where they come from"),
    FIGURES(".*", "Figures with their sources: lists, the newest, one by its key");

    private final Pattern paths;
    private final String description;

    Task(String paths, String description) {
        this.paths = Pattern.compile(paths);
        this.description = description;
    }

    private String tag() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Groups every operation, and describes the groups in the order in which a newcomer needs them. */
    static void writeInto(OpenAPI document) {
        document.getPaths().getPathItems().forEach((path, item) -> {
            Task task = FigureContract.file(path)
                    .map(format -> FILES)
                    .orElseGet(() -> Arrays.stream(values())
                            .filter(each -> each.paths.matcher(path).matches())
                            .findFirst()
                            .orElseThrow());
            item.getOperations().values().forEach(operation -> operation.tags(List.of(task.tag())));
        });
        document.tags(java.util.stream.Stream.of(FIGURES, COMPUTED, HISTORY, CLAIMS, CATALOGUE, FILES)
                .map(task -> OASFactory.createTag().name(task.tag()).description(task.description))
                .toList());
    }
}
