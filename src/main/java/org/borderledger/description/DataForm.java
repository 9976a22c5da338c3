package org.borderledger.description;

import org.borderledger.representation.Representation;
import org.jspecify.annotations.Nullable;

/** The forms in which all rows are to be had, with what descriptions say of each beside its suffix and media type. */
enum DataForm {
    CSV(Representation.CSV, "CSV", true, "https://www.rfc-editor.org/info/rfc4180"),
    XLSX(Representation.XLSX, "Excel workbook", true, "https://www.iso.org/standard/71691.html"),
    JSONL(Representation.JSONL, "JSON Lines", false, "https://jsonlines.org/"),
    PARQUET(Representation.PARQUET, "Parquet", true, "https://parquet.apache.org/docs/file-format/");

    private static final String REGISTRY = "https://www.iana.org/assignments/media-types/";

    private final Representation representation;
    private final String title;
    private final boolean registered;
    private final String standard;

    DataForm(Representation representation, String title, boolean registered, String standard) {
        this.representation = representation;
        this.title = title;
        this.registered = registered;
        this.standard = standard;
    }

    String suffix() {
        return representation.suffix();
    }

    String title() {
        return title;
    }

    /** Without parameters. */
    String mediaType() {
        int parameters = representation.mediaType().indexOf(';');
        return parameters < 0
                ? representation.mediaType()
                : representation.mediaType().substring(0, parameters);
    }

    /** Where IANA registers the media type; null where it does not. */
    @Nullable String registered() {
        return registered ? REGISTRY + mediaType() : null;
    }

    /** The address of what defines the form. */
    String standard() {
        return standard;
    }
}
