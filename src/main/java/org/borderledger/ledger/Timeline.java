package org.borderledger.ledger;

/**
 * The order of releases in the timeline (API rule 7), in SQL over the columns of {@code release}: issue date, retrieval,
 * edition mark, SHA-256, identifier. Written once, because a figure that one query takes for the newest must be that of
 * all others.
 */
public final class Timeline {
    /**
     * The edition mark as it sorts: each number in it with twenty digits, so that v2 comes before v10. The mark as it
     * stands follows, since v2 and v02 are two marks, behind a character that sorts before all others.
     */
    private static final String MARK = "regexp_replace(regexp_replace(edition, '([0-9]+)', '" + "0".repeat(20)
            + "\\1', 'g'), '[0-9]*([0-9]{20})', '\\1', 'g') || chr(1) || edition";

    public static final String OLDEST_FIRST =
            "issued_at, retrieved_at nulls first, " + MARK + " nulls first, sha256 nulls first, code";

    public static final String NEWEST_FIRST = "issued_at desc, retrieved_at desc nulls last, " + MARK
            + " desc nulls last, sha256 desc nulls last, code desc";

    private Timeline() {}
}
