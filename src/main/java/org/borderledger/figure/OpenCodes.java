package org.borderledger.figure;

import java.util.List;
import java.util.Map;
import org.borderledger.ledger.Series;
import org.borderledger.problem.Problem;
import org.borderledger.query.Parameters;
import org.borderledger.query.Restriction;

/** The codes that nobody declares, because they are the publisher's names: those that some figure had, of all datasets. */
record OpenCodes(TextQueries texts) {
    private static final int MOST_LIKE_IT = 20;

    /**
     * Refuses a code of an open dimension that no figure ever had: it would select nothing, in silence.
     *
     * @throws Problem unknown-value, with the codes that are like it
     */
    void check(Selection selection) {
        for (Restriction restriction : selection.codes()) {
            if (restriction instanceof Restriction.OneOf(String dimension, List<?> codes)) {
                List<String> open = selection.series().stream()
                        .filter(series -> series.openDimensions().contains(dimension))
                        .map(Series::id)
                        .toList();
                if (!open.isEmpty()) {
                    check(dimension, codes, open, selection.series());
                }
            }
        }
    }

    private void check(String dimension, List<?> codes, List<String> open, List<Series> chosen) {
        List<?> unknown = codes.stream()
                .filter(code -> chosen.stream()
                        .noneMatch(series -> series.codes(dimension).containsKey(String.valueOf(code))))
                .filter(code -> list("code = :code", dimension, open, String.valueOf(code))
                        .isEmpty())
                .toList();
        if (!unknown.isEmpty()) {
            String code = String.valueOf(unknown.getFirst());
            // its words, or the beginning of it, find what somebody meant who knows a name and not its code
            List<String> like = list(
                    "code like :code order by length(code), code limit " + MOST_LIKE_IT,
                    dimension,
                    open,
                    "%" + code.replaceAll("[^a-z0-9]+", "%") + "%");
            throw Parameters.unknownValue(dimension, code, like);
        }
    }

    private List<String> list(String where, String dimension, List<String> series, String code) {
        return texts.of(
                        "select code from (select distinct code from open_code where dimension = :dimension"
                                + " and series in (:series)) c where " + where,
                        Map.of("dimension", dimension, "series", series, "code", code))
                .toList();
    }
}
