package org.borderledger.representation;

import java.util.Arrays;
import java.util.Optional;

/** The formats of an answer, each with the suffix of the path that asks for it; without a suffix it is JSON. */
public enum Representation {
    JSON(".json", "application/json"),
    CSV(".csv", "text/csv; charset=utf-8; header=present"),
    XLSX(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    JSONL(".jsonl", "application/jsonl"),
    PARQUET(".parquet", "application/vnd.apache.parquet"),
    /** What the columns of the CSV are, as the W3C's CSV on the Web describes it. */
    CSVW(".csv-metadata.json", "application/csvm+json");

    private final String suffix;
    private final String mediaType;

    Representation(String suffix, String mediaType) {
        this.suffix = suffix;
        this.mediaType = mediaType;
    }

    /** The end of the path that asks for it. */
    public String suffix() {
        return suffix;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The format whose suffix a path has; the longest suffix counts. */
    public static Optional<Representation> ofPath(String path) {
        return Arrays.stream(values())
                .filter(each -> path.endsWith(each.suffix))
                .max((left, right) -> Integer.compare(left.suffix.length(), right.suffix.length()));
    }
}
