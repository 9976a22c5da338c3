package org.borderledger.http;

import jakarta.enterprise.context.RequestScoped;
import java.util.function.IntSupplier;
import org.borderledger.ledger.RevisionRepository;
import org.jspecify.annotations.Nullable;

/** The revision that the answer of a request is of: the newest that touched what it reads. */
@RequestScoped
class AnsweredRevision {
    private IntSupplier newest;
    private @Nullable Integer number;

    AnsweredRevision(RevisionRepository revisions) {
        this.newest = revisions::newest;
    }

    /** Says where the revision of what the request reads is told, before anything is read. */
    void of(IntSupplier its) {
        this.newest = its;
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
