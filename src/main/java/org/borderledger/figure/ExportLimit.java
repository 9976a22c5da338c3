package org.borderledger.figure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many large files are sent at once ({@code LEDGER_EXPORTS_AT_ONCE}, {@code LEDGER_EXPORTS_PATIENCE}). */
@ConfigMapping(prefix = "ledger.exports")
interface ExportLimit {

    /** Each holds a connection until its caller has read it: half of the pool, so that all else has the other half. */
    @WithDefault("8")
    int atOnce();

    /** How long a file waits for another to end: many are small enough to be sent in that time. */
    @WithDefault("5s")
    Duration patience();
}
