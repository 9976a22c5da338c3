package org.borderledger.discovery;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What came of asking one address. */
sealed interface Fetched {

    /** What a server says of the copy that it sends, so that the next request can ask whether there is another. */
    record Validators(@Nullable String etag, @Nullable String lastModified) {
        static final Validators NONE = new Validators(null, null);
    }

    /**
     * A whole file of the format that was expected.
     *
     * @param sha256 of its bytes, in hexadecimal
     */
    record Received(Path file, long bytes, String sha256, Validators validators) implements Fetched {}

    /** The server has no other copy than the one of last time. */
    record NotModified(Validators validators) implements Fetched {}

    /**
     * Nothing that can be used.
     *
     * @param status of HTTP, null where no answer came
     */
    record Failed(@Nullable Integer status, String found, String expected) implements Fetched {}
}
