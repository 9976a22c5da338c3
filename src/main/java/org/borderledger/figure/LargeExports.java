package org.borderledger.figure;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.hibernate.Session;

/**
 * Lets only so many files be read from the database at once while they are sent, each in a transaction of its own after that
 * of its request: a caller that reads slowly holds a connection all the time, and without a limit a few such callers would
 * hold all of them.
 */
@ApplicationScoped
class LargeExports {
    /** How long one export may take; a caller that reads more slowly loses the connection, not the service. */
    static final Duration LONGEST = Duration.ofMinutes(15);
    /** So much later the transaction ends on its own; while COPY runs nobody else can end it. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final ExportLimit limit;
    private final EntityManager entityManager;
    private final Semaphore places;

    LargeExports(ExportLimit limit, EntityManager entityManager) {
        this.limit = limit;
        this.entityManager = entityManager;
        this.places = new Semaphore(limit.atOnce(), true);
    }

    /** Something that reads, and sends on what it reads. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /**
     * Sends a file; waits for a place before it takes a connection.
     *
     * @throws Problem when there is none in time
     */
    void send(Work file) throws IOException {
        if (!hasPlace()) {
            throw Problem.of(
                            ProblemCode.TOO_MANY_EXPORTS,
                            limit.atOnce() + " large files are being sent, which is as many as are sent at once")
                    .hint("try again after the seconds that Retry-After names, or ask for a page with limit");
        }
        try {
            inTransaction(file);
        } finally {
            places.release();
        }
    }

    private boolean hasPlace() {
        try {
            return places.tryAcquire(limit.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Works in one transaction, where none runs yet. Begun here and not by an annotation: it must be sure to run, since
     * without a transaction the driver has no cursor and takes all rows into memory at once.
     */
    private void inTransaction(Work file) throws IOException {
        try {
            QuarkusTransaction.requiringNew()
                    .timeout((int) LONGEST.plus(GRACE).toSeconds())
                    .run(() -> {
                        try {
                            prepareForManyRows();
                            file.run();
                        } catch (IOException broken) {
                            throw new UncheckedIOException(broken);
                        }
                    });
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    /**
     * Until the transaction ends, takes back the bound on statements that pages are held to, and lets the database read with
     * one process: what it finds is taken as fast as one caller reads it, and more processes only wait for each other.
     */
    private void prepareForManyRows() {
        Session session = entityManager.unwrap(Session.class);
        // the next who takes the connection has the time of an answer again
        session.doWork(connection -> connection.setNetworkTimeout(
                Runnable::run, (int) LONGEST.plus(GRACE).toMillis()));
        for (String setting :
                List.of("statement_timeout = " + LONGEST.toMillis(), "max_parallel_workers_per_gather = 0")) {
            session.createNativeMutationQuery("set local " + setting).executeUpdate();
        }
    }
}
