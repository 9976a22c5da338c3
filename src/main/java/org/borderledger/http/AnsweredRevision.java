package org.borderledger.http;

import jakarta.enterprise.context.RequestScoped;
import java.util.function.IntSupplier;
import org.borderledger.ledger.RevisionRepository;
import org.jspecify.annotations.Nullable;

/** The revision that the answer of a request is of: the newest that touched what it reads. */
@RequestScoped
class AnsweredRevision {
    private String of = OfDataset.ALL;
    private IntSupplier newest;
    private @Nullable Integer number;
    private @Nullable Identity identity;

    /**
     * By what an answer is known again.
     *
     * @param question the one spelling of what was asked
     * @param tag the validator of its plain bytes, without quotation marks
     */
    record Identity(String question, String tag, KnownAnswer.State state) {}

    AnsweredRevision(RevisionRepository revisions) {
        this.newest = revisions::newest;
    }

    /**
     * Says where the revision of what the request reads is told, before anything is read.
     *
     * @param of as {@link org.borderledger.ledger.RevisionWatch#newest} takes it
     */
    void of(String of, IntSupplier its) {
        this.of = of;
        this.newest = its;
    }

    /** What the revision is the newest of. */
    String of() {
        return of;
    }

    void identify(Identity known) {
        this.identity = known;
    }

    @Nullable Identity identity() {
        return identity;
    }

    /** Reads it in the transaction that runs, or else by itself. */
    void read() {
        number = newest.getAsInt();
    }

    boolean isRead() {
        return number != null;
    }

    int number() {
        if (number == null) {
            throw new IllegalStateException("the revision of the answer was not read");
        }
        return number;
    }
}
