package org.borderledger.discovery;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where new editions of a document come from; declared in {@code discovery.json}.
 *
 * @param name lasting and in kebab-case
 * @param address of the file itself, or of the catalogue that lists it
 * @param formats what the file may be
 * @param documents of a collection's documents, those whose title holds this; null where the address is not a collection
 * @param title of the attachments, those whose title holds this; null for all
 * @param contentType of the attachments, those whose media type, as the catalogue gives it, holds this; null for all
 * @param undated what becomes of a file that carries no date of its own and whose catalogue's date may be that of another
 */
public record Source(
        String name,
        Kind kind,
        URI address,
        List<FileFormat> formats,
        @Nullable Pattern documents,
        @Nullable Pattern title,
        @Nullable Pattern contentType,
        Undated undated) {

    public Source {
        formats = List.copyOf(formats);
        String scheme = address.getScheme();
        if (formats.isEmpty() || address.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
            throw new IllegalArgumentException("the source " + name + " needs an address with https and a format");
        }
    }

    /** How the address is read. */
    public enum Kind {
        /** GOV.UK's content API, of a document or a collection of documents: the files are its attachments. */
        @JsonProperty("govuk-content")
        GOVUK_CONTENT,
        /** GOV.UK's content API, of a page that is the file itself. */
        @JsonProperty("govuk-page")
        GOVUK_PAGE,
        /** The file itself. */
        @JsonProperty("direct")
        DIRECT
    }

    /** What becomes of a file whose issue date nobody tells. */
    public enum Undated {
        /** It is not taken: an older edition that is dated today would go before newer ones. */
        @JsonProperty("refuse")
        REFUSE,
        /** It counts from when it was fetched, which is right for editions that never speak of the same days. */
        @JsonProperty("retrieved")
        RETRIEVED
    }
}
