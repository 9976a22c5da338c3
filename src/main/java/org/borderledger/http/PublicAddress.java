package org.borderledger.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where the public reaches the service ({@code LEDGER_PUBLIC_URL}); citations begin with it. */
@ConfigMapping(prefix = "ledger.public")
public interface PublicAddress {

    /** Scheme and host, without a path. Never taken from a request, whose Host header anybody may write. */
    @WithDefault("http://localhost:8080")
    URI url();

    /** The same as addresses of the service begin, with no slash at the end. */
    static String beginning(PublicAddress address) {
        return address.url().toString().replaceFirst("/+$", "");
    }
}
