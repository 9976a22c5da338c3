package org.borderledger.change;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * News of changes, in no format yet. Addresses have scheme and host, since a feed is read far from where it was fetched.
 *
 * @param query of the feed's first page, empty where it has no filter
 * @param cursor of this page, null for the first
 * @param next the cursor of the page with older entries, null on the last one
 * @param updated when its newest entry was recorded
 */
record Feed(
        String title,
        String publicAddress,
        String query,
        @Nullable String cursor,
        @Nullable String next,
        Instant updated,
        List<Entry> entries) {

    static final String SUBTITLE = "What publishers said anew, said differently or left out, each time with the figures"
            + " before and after. An independent service, not an official one.";

    /**
     * One revision of one series.
     *
     * @param identifier the same for ever and on every replica, wherever the service stands
     * @param lines what it did, figure by figure; the first of them where there are many
     * @param more how many figures the lines leave out
     * @param tags series, dataset, and what happened
     */
    record Entry(
            String identifier,
            String title,
            String address,
            Instant recordedAt,
            @Nullable String reason,
            List<String> lines,
            long more,
            List<String> tags) {}

    /** The address of a page of the feed under one of its paths. */
    String address(String path, @Nullable String ofPage) {
        String paging = ofPage == null ? "" : "cursor=" + ofPage;
        String all = query + (query.isEmpty() || paging.isEmpty() ? "" : "&") + paging;
        return publicAddress + path + (all.isEmpty() ? "" : "?" + all);
    }
}
