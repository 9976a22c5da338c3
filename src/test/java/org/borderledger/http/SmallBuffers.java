package org.borderledger.http;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/** Buffers of the tests' service, small so that a caller who does not read is noticed within the starter data. */
@ApplicationScoped
class SmallBuffers implements HttpServerOptionsCustomizer {
    private static final int BYTES = 64 * 1024;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setSendBufferSize(BYTES);
    }
}
