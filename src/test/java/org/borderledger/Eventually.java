package org.borderledger;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Callable;

/** What comes to pass a while later, in another thread or another process. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Eventually() {}

    /** Waits until a condition holds, a minute at most. */
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            assertTrue(System.nanoTime() - start < PATIENCE.toNanos(), () -> what + ": it never came to pass");
            Thread.sleep(10);
        }
    }
}
