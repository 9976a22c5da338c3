package org.borderledger.http;

import jakarta.enterprise.context.RequestScoped;
import java.time.LocalDate;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import org.borderledger.ledger.RevisionRepository;
import org.borderledger.ledger.RevisionWatch;
import org.jspecify.annotations.Nullable;

/** The revision that the answer of a request is of: the newest that touched what it reads. */
@RequestScoped
public class AnsweredRevision {
    private final RevisionWatch watch;
    private final KnownAnswers known;
    private String of = OfDataset.ALL;
    private IntSupplier newest;
    private @Nullable Integer number;
    private @Nullable Identity identity;
    private @Nullable LocalDate day;

    /**
     * By what an answer is known again.
     *
     * @param question the one spelling of what was asked
     * @param tag the validator of its plain bytes, without quotation marks
     */
    record Identity(String question, String tag, KnownAnswer.State state) {}

    AnsweredRevision(RevisionRepository revisions, RevisionWatch watch, KnownAnswers known) {
        this.newest = revisions::newest;
        this.watch = watch;
        this.known = known;
    }

    /**
     * The newest revision that touched something as it was heard of last, as known answers are held to it: without asking the
     * database, which may be some milliseconds further.
     *
     * @param its as {@link RevisionWatch#newest} takes it
     * @return empty where nothing was heard, or where no answers are kept
     */
    public OptionalInt heard(String its) {
        return known.areKept() && watch.isHeard() ? watch.newest(its) : OptionalInt.empty();
    }

    /** Says that the answer is of a revision that was heard of, so that it is not read. */
    public void answeredOf(int heard) {
        number = heard;
    }

    /** Forgets what was heard, or read before the transaction of the answer, so that it is read. */
    public void forget() {
        number = null;
    }

    /**
     * Says where the revision of what the request reads is told, before anything is read.
     *
     * @param of as {@link org.borderledger.ledger.RevisionWatch#newest} takes it
     */
    void readsFrom(String of, IntSupplier its) {
        this.of = of;
        this.newest = its;
    }

    /** Says that the answer depends on the day in London. */
    void dependsOnDay(LocalDate its) {
        this.day = its;
    }

    /** The day in London; null where the answer does not depend on it. */
    @Nullable LocalDate day() {
        return day;
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
