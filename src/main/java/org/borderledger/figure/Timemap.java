package org.borderledger.figure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of what a series' figures were and when, in link-format (RFC 7089, RFC 6690). */
final class Timemap {
    static final String MEDIA_TYPE = "application/link-format";

    private Timemap() {}

    /**
     * Writes it.
     *
     * @param address of the dataset, with scheme and host
     * @param series as it was asked for, percent-encoded; null is the default
     * @param turns when some figure began to say something, in order
     */
    static String of(String address, @Nullable String series, List<Instant> turns) {
        String query = series == null ? "" : "series=" + series;
        String original = address + (query.isEmpty() ? "" : "?" + query);
        List<String> links = new ArrayList<>();
        links.add("<" + original + ">;rel=\"original timegate\"");
        String span = turns.isEmpty()
                ? ""
                : ";from=\"" + Mementos.date(turns.getFirst()) + "\";until=\"" + Mementos.date(turns.getLast()) + "\"";
        links.add("<" + address + "/timemap" + (query.isEmpty() ? "" : "?" + query) + ">;rel=\"self\";type=\""
                + MEDIA_TYPE + "\"" + span);
        for (int i = 0; i < turns.size(); i++) {
            String relation = (i == 0 ? "first " : "") + (i == turns.size() - 1 ? "last " : "") + "memento";
            links.add("<" + original + (query.isEmpty() ? "?" : "&") + "asOf=" + turns.get(i) + ">;rel=\"" + relation
                    + "\";datetime=\"" + Mementos.date(turns.get(i)) + "\"");
        }
        return String.join(",\n", links) + "\n";
    }
}
