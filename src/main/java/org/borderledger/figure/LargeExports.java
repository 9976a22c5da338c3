package org.borderledger.figure;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;

/**
 * Lets only so many files be read from the database at once while they are sent: a caller that reads slowly holds a
 * connection all the time, and without a limit a few such callers would hold all of them.
 */
@ApplicationScoped
class LargeExports {
    private final ExportLimit limit;
    private final Semaphore places;

    LargeExports(ExportLimit limit) {
        this.limit = limit;
        this.places = new Semaphore(limit.atOnce(), true);
    }

    /**
     * Sends a file; waits for a place before it takes a connection.
     *
     * @throws Problem when there is none in time
     */
    void send(FigureRepository.Work file) throws IOException {
        if (!hasPlace()) {
            throw Problem.of(
                            ProblemCode.TOO_MANY_EXPORTS,
                            limit.atOnce() + " large files are being sent, which is as many as are sent at once")
                    .hint("try again after the seconds that Retry-After names, or ask for a page with limit");
        }
        try {
            file.run();
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
}
