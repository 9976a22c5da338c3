package org.borderledger.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A document as GOV.UK's content API tells of it ({@code https://www.gov.uk/api/content/…}; the schemas are in the public
 * repository alphagov/publishing-api, {@code content_schemas}).
 *
 * @param page the address of the page for people
 * @param publicUpdatedAt when the publisher last announced a change of the page; null where it is not said
 * @param attachments its files, in the publisher's order
 * @param documents of a collection, those in it
 */
record GovUkContent(
        URI page, String title, @Nullable Instant publicUpdatedAt, List<Offer> attachments, List<Document> documents) {

    GovUkContent {
        attachments = List.copyOf(attachments);
        documents = List.copyOf(documents);
    }

    /**
     * A file that a catalogue offers.
     *
     * @param contentType as the catalogue says; that of a page where the attachment is one
     * @param filename null where it has none
     */
    record Offer(
            URI address,
            String title,
            String contentType,
            @Nullable String filename,
            OptionalLong size) {}

    /** A document of a collection, by the address of its own catalogue. */
    record Document(URI address, String title) {}

    /** What came is not a document of the content API. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final String expected;

        Unreadable(String found, String expected) {
            super(found, null, false, false);
            this.expected = expected;
        }

        String expected() {
            return expected;
        }
    }

    static GovUkContent read(Path file, URI catalogue) throws IOException, Unreadable {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(file.toFile());
        } catch (JsonProcessingException wrong) {
            throw new Unreadable("no JSON: " + wrong.getOriginalMessage(), "a document of the content API");
        }
        JsonNode details = root.path("details");
        if (!root.path("base_path").isTextual() || !root.path("title").isTextual() || !details.isObject()) {
            throw new Unreadable("JSON without base_path, title and details", "a document of the content API");
        }
        List<Offer> attachments = new ArrayList<>();
        for (JsonNode each : details.path("attachments")) {
            boolean isPage = each.path("attachment_type").asText().equals("html");
            if (!each.path("url").isTextual() || !each.path("title").isTextual()) {
                throw new Unreadable("an attachment without url or title", "both");
            }
            JsonNode size = each.path("file_size");
            attachments.add(new Offer(
                    address(catalogue, each.path("url").asText()),
                    each.path("title").asText(),
                    isPage ? "text/html" : each.path("content_type").asText(),
                    each.path("filename").isTextual() ? each.path("filename").asText() : null,
                    size.isIntegralNumber() && size.canConvertToLong()
                            ? OptionalLong.of(size.asLong())
                            : OptionalLong.empty()));
        }
        List<Document> documents = new ArrayList<>();
        for (JsonNode each : root.path("links").path("documents")) {
            if (each.path("base_path").isTextual() && each.path("title").isTextual()) {
                documents.add(new Document(
                        address(
                                catalogue,
                                "/api/content" + each.path("base_path").asText()),
                        each.path("title").asText()));
            }
        }
        return new GovUkContent(
                address(catalogue, root.path("base_path").asText()),
                root.path("title").asText(),
                instant(root.path("public_updated_at")),
                attachments,
                documents);
    }

    /** Pages are named by their path alone. */
    private static URI address(URI catalogue, String url) throws Unreadable {
        try {
            return catalogue.resolve(url);
        } catch (IllegalArgumentException unreadable) {
            throw new Unreadable("the address '" + url + "'", "one that can be asked");
        }
    }

    private static @Nullable Instant instant(JsonNode node) throws Unreadable {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(node.asText()).toInstant();
        } catch (DateTimeException unreadable) {
            throw new Unreadable("public_updated_at '" + node.asText() + "'", "an instant");
        }
    }
}
