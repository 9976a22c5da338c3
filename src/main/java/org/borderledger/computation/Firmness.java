package org.borderledger.computation;

import org.borderledger.ledger.ObservationStatus;
import org.jspecify.annotations.Nullable;

/** Orders statuses: a sum is as firm as the least firm of its figures. */
final class Firmness {
    private Firmness() {}

    /** The less firm of two; null is none yet. */
    static @Nullable ObservationStatus worse(@Nullable ObservationStatus left, @Nullable ObservationStatus right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return rank(right) > rank(left) ? right : left;
    }

    /**
     * From firm to least firm: counted as usual; counted, but differently from its neighbours; counted, and expected to
     * change; not counted but worked out; of little weight; without a value.
     */
    private static int rank(ObservationStatus status) {
        return switch (status) {
            case A -> 0;
            case W -> 1;
            case K -> 2;
            case S -> 3;
            case J -> 4;
            case D -> 5;
            case B -> 6;
            case P -> 7;
            case V -> 8;
            case G -> 9;
            case E -> 10;
            case I -> 11;
            case F -> 12;
            case N -> 13;
            case U -> 14;
            case Q -> 15;
            case L -> 16;
            case M -> 17;
            case O -> 18;
        };
    }
}
