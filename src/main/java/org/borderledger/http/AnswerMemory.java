package org.borderledger.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much memory known answers may take ({@code LEDGER_ANSWERS_MEMORY}). */
@ConfigMapping(prefix = "ledger.answers")
interface AnswerMemory {

    /** Their bytes, outside of the heap; 0 keeps none. */
    @WithDefault("64M")
    MemorySize memory();
}
