package org.borderledger.publisher.homeoffice;

import java.util.List;
import java.util.Map;
import org.borderledger.ledger.ObservationStatus;

/**
 * What the publisher writes in the place of a number in its enforcement tables. None of it is 0, for which it prints 0
 * ("0 = Nil"). {@code :} and {@code n/a} are from the sheet Notes of the edition of 23 November 2023, the others from the
 * shorthand of the Government Statistical Service and from older tables of the publisher.
 */
final class Marks {
    private static final Map<String, ObservationStatus> STATUS = Map.of(
            "", ObservationStatus.O,
            "-", ObservationStatus.O,
            ":", ObservationStatus.O,
            "..", ObservationStatus.O,
            "[x]", ObservationStatus.O,
            "n/a", ObservationStatus.M,
            "z", ObservationStatus.M,
            "[z]", ObservationStatus.M,
            "[c]", ObservationStatus.Q);

    private Marks() {}

    static boolean has(String text) {
        return STATUS.containsKey(text);
    }

    /** The status of a mark that {@link #has} knows. */
    static ObservationStatus status(String mark) {
        ObservationStatus status = STATUS.get(mark);
        if (status == null) {
            throw new IllegalArgumentException("no such mark: " + mark);
        }
        return status;
    }

    /** The marks that show, for a finding that says what would have been read. */
    static List<String> shown() {
        return STATUS.keySet().stream().filter(mark -> !mark.isEmpty()).sorted().toList();
    }
}
