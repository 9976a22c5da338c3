package org.borderledger.explorer;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks the public API of this process over HTTP, as any other caller does. */
@ApplicationScoped
class Api {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ObjectReader json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(OBJECT);

    /**
     * Asks without waiting; several questions are answered at once.
     *
     * @param request the request for a page: the service answers where that came in
     * @param address relative to the service, its values percent-encoded
     */
    CompletableFuture<Reply> ask(HttpServerRequest request, String address) {
        HttpRequest question = HttpRequest.newBuilder(URI.create(origin(request) + address))
                .timeout(PATIENCE)
                .build();
        return client.sendAsync(question, HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(answer -> reply(address, answer));
    }

    /** A redirection, or what is no JSON (a path may end like that of a file), is nothing that a page could show. */
    private Reply reply(String address, HttpResponse<byte[]> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        return type.contains("json") && !type.contains("jsonl")
                ? new Reply(address, answer.statusCode(), read(answer.body()))
                : Reply.elsewhere(
                        address, answer.headers().firstValue("Location").orElse(""));
    }

    private Map<String, @Nullable Object> read(byte[] body) {
        try {
            return json.readValue(body);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private static String origin(HttpServerRequest request) {
        SocketAddress here = request.localAddress();
        String host = here.hostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + here.port();
    }
}
