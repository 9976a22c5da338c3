package org.borderledger.change;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a revision did to what a figure says, over one stretch of the issued clock. */
public enum ChangeOfFigure {
    /** It stands now and did not before. */
    ADDED,
    /** It says something else now than before. */
    REVISED,
    /** It stood before and does not now: an edition left it out, or the release that stated it was retracted. */
    WITHDRAWN,
    /** What it said in the past is another than was known before; whether its present changed is in other rows. */
    BACKDATED;

    /** How it is written, in answers and in the address. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ChangeOfFigure of(String code) {
        return Arrays.stream(values())
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no change " + code));
    }

    /** All of them as they are written, in their order. */
    public static List<String> codes() {
        return Arrays.stream(values()).map(ChangeOfFigure::code).toList();
    }
}
