package org.borderledger.explorer;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One request for a page: asks the API what the page shows, and makes the page. */
@RequestScoped
class Visit {
    private final Api api;
    private final Pages pages;

    @Context
    HttpServerRequest request;

    @Context
    UriInfo address;

    @Context
    HttpHeaders headers;

    @SuppressWarnings("NullAway.Init") // the container sets what the request is
    Visit(Api api, Pages pages) {
        this.api = api;
        this.pages = pages;
    }

    /** The query of the page. */
    Map<String, String> query() {
        return Query.of(address);
    }

    /**
     * The codings that the browser takes, empty where it names none; null at the root, whose answer depends on Accept: on
     * two headers, caches would keep one for each of their pairs.
     */
    @Nullable String codings() {
        return "/".equals(request.path())
                ? null
                : Objects.requireNonNullElse(headers.getHeaderString(HttpHeaders.ACCEPT_ENCODING), "");
    }

    /** Asks the API, without waiting. */
    CompletableFuture<Reply> ask(String path) {
        return api.ask(request, path);
    }

    /** Asks several things at once, and waits for all. */
    List<Reply> all(String... paths) {
        List<CompletableFuture<Reply>> asked =
                Arrays.stream(paths).map(this::ask).toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }

    Reply get(String path) {
        return ask(path).join();
    }

    Response page(String template, String place, Map<String, ? extends @Nullable Object> shown) {
        return pages.page(200, template, place, shown, codings());
    }

    Response embedded(Map<String, ? extends @Nullable Object> shown) {
        return pages.embedded(200, "embed", shown, codings());
    }

    /** The page of the first answer that is a problem, with what would have worked; empty where all are good. */
    Optional<Response> problem(String place, List<Reply> replies) {
        return replies.stream().filter(each -> !each.isGood()).findFirst().map(reply -> problem(place, reply));
    }

    private Response problem(String place, Reply reply) {
        if (reply.text("location").startsWith("/v1/")) {
            return Response.seeOther(URI.create(reply.text("location").replaceFirst("^/v1/", "/explore/")))
                    .build();
        }
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("title", reply.text("title"));
        shown.put("detail", reply.text("detail"));
        shown.put("hint", reply.text("hint"));
        shown.put("allowed", reply.body().get("allowed") instanceof List<?> allowed ? allowed : List.of());
        shown.put("asked", reply.address());
        return pages.page(reply.status(), "problem", place, shown, codings());
    }

    /** The page that says that nothing is here. */
    Response nothing(String what) {
        return problem("", Reply.elsewhere(what, ""));
    }

    /** The page that says that a page takes less than the API does. */
    Response refuse(String place, String parameter, String hint) {
        return problem(
                place,
                new Reply(
                        request.uri(),
                        400,
                        Map.of(
                                "title",
                                Texts.text("refused_title"),
                                "detail",
                                Texts.text("refused_detail", parameter),
                                "hint",
                                hint)));
    }
}
