package org.borderledger.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A feed as JSON Feed 1.1 has it, with the names that it gives. */
@Schema(name = "JsonFeed", description = "What revisions did, newest first, as JSON Feed 1.1 (jsonfeed.org)")
@JsonInclude(JsonInclude.Include.NON_NULL)
record JsonFeed(
        @Schema(description = "The version of the format", format = "uri")
        String version,

        @Schema(description = "What it is of") String title,
        @Schema(description = "What it tells") String description,

        @JsonProperty("home_page_url") @Schema(description = "The service", format = "uri")
        String homePage,

        @JsonProperty("feed_url") @Schema(description = "The feed's first page", format = "uri")
        String feed,

        @JsonProperty("next_url")
        @Schema(description = "The page with older entries; absent on the last one", format = "uri")
        @Nullable String next,

        @Schema(description = "The language, by BCP 47") String language,
        @Schema(description = "Who tells it") List<Author> authors,

        @Schema(description = "One for each revision and series that it changed, newest first")
        List<Item> items) {

    static final String MEDIA_TYPE = "application/feed+json";
    static final String PATH = "/v1/changes.json";

    @Schema(name = "JsonFeedAuthor", description = "Who tells it")
    record Author(
            @Schema(description = "The name") String name,

            @Schema(description = "The address", format = "uri")
            String url) {}

    @Schema(name = "JsonFeedItem", description = "What one revision did to one series")
    record Item(
            @Schema(description = "The same for ever, wherever the service stands", format = "uri")
            String id,

            @Schema(description = "All of its changes, cell by cell", format = "uri")
            String url,

            @Schema(description = "What happened, in a sentence")
            String title,

            @JsonProperty("content_html") @Schema(description = "The sentence, and the first figures of many")
            String content,

            @JsonProperty("date_published") @Schema(description = "When the ledger learnt it", format = "date-time")
            Instant published,

            @JsonProperty("date_modified")
            @Schema(description = "The same; an entry never changes", format = "date-time")
            Instant modified,

            @Schema(
                    description =
                            "Series, dataset, and what happened: added, revised, withdrawn, backdated, retraction, correction")
            List<String> tags) {}

    static JsonFeed of(Feed feed) {
        return new JsonFeed(
                "https://jsonfeed.org/version/1.1",
                feed.title(),
                Feed.SUBTITLE,
                feed.publicAddress() + "/",
                feed.address(PATH, null),
                feed.next() == null ? null : feed.address(PATH, feed.next()),
                "en-GB",
                List.of(new Author("Border Ledger", feed.publicAddress() + "/")),
                feed.entries().stream()
                        .map(entry -> new Item(
                                entry.identifier(),
                                entry.address(),
                                entry.title(),
                                AtomWriter.html(entry),
                                entry.recordedAt(),
                                entry.recordedAt(),
                                entry.tags()))
                        .toList());
    }
}
