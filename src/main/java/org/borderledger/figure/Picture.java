package org.borderledger.figure;

import static org.borderledger.query.Restriction.Relation.AT_MOST;
import static org.borderledger.query.Restriction.Relation.GREATER;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.borderledger.ledger.Ledger;
import org.borderledger.query.Restriction;
import org.borderledger.query.Restriction.Compares;
import org.borderledger.query.Restriction.Is;
import org.jspecify.annotations.Nullable;

/**
 * The one picture of the ledger that all parts of an answer are read from.
 *
 * @param asOf the issued clock, null for what is known now
 * @param revision the revision that is read
 * @param newest whether that is the newest one, which the indexes of current rows serve
 * @param redaction the newest redaction, which every picture shows
 */
public record Picture(@Nullable Instant asOf, int revision, boolean newest, int redaction) {
    private static final Restriction LATEST = new Is("revisionTo", Integer.toString(Ledger.LATEST));
    private static final Restriction STILL = new Is("stillStands", "true");

    /** What the public could know at another instant, null for what is known now. */
    Picture asOf(@Nullable Instant other) {
        return new Picture(other, revision, newest, redaction);
    }

    /** The same after an earlier revision. */
    Picture after(int earlier) {
        return new Picture(asOf, earlier, false, redaction);
    }

    /** Whether it shows what stands now in the newest revision, which indexes serve. */
    boolean isOfNow() {
        return newest && asOf == null;
    }

    /** The conditions that a row stands in this picture. */
    List<Restriction> standing() {
        List<Restriction> restrictions = recorded();
        if (asOf == null) {
            restrictions.add(STILL);
        } else {
            restrictions.add(new Compares("issuedFrom", AT_MOST, asOf));
            restrictions.add(new Compares("issuedTo", GREATER, asOf));
        }
        return restrictions;
    }

    /** The conditions that a row was recorded, whenever it was issued. */
    List<Restriction> recorded() {
        List<Restriction> restrictions = new ArrayList<>();
        if (newest) {
            restrictions.add(LATEST);
        } else {
            restrictions.add(new Compares("revisionFrom", AT_MOST, revision));
            restrictions.add(new Compares("revisionTo", GREATER, revision));
        }
        return restrictions;
    }
}
