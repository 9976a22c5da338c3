package org.borderledger.explorer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.Engine;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Expression;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.NamespaceResolver;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator;
import io.quarkus.qute.Variant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.borderledger.http.Gzip;
import org.borderledger.http.Validators;
import org.jspecify.annotations.Nullable;

/**
 * Makes pages of templates. Qute is used as a library: there are few templates, and what a page shows is what the API
 * answered, which no build step could check.
 */
@ApplicationScoped
class Pages {
    private static final String TYPE = "text/html";
    private static final String FOLDER = "/explorer/pages/";
    /** Everything comes from this service, and nothing in a page is a script by itself. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
            + " blob:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    private final Assets assets;
    private final Engine engine;
    private final RawString texts;

    Pages(Assets assets, ObjectMapper json) {
        this.assets = assets;
        this.engine = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of(TYPE)))
                .addNamespaceResolver(
                        NamespaceResolver.builder("show").resolve(Pages::show).build())
                .addNamespaceResolver(
                        NamespaceResolver.builder("text").resolve(Pages::text).build())
                .addLocator(name -> Optional.of(new Located(name)))
                .strictRendering(true)
                .build();
        try {
            // inside of an element of script no tag may end
            this.texts =
                    new RawString(json.writeValueAsString(Texts.ofTheBrowser()).replace("<", "\\u003c"));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A template that is packed with the service. */
    private record Located(String name) implements TemplateLocator.TemplateLocation {
        @Override
        public Reader read() {
            try (InputStream in = Pages.class.getResourceAsStream(FOLDER + name + ".html")) {
                if (in == null) {
                    throw new IllegalStateException("there is no template " + name);
                }
                try (Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                    return new StringReader(text.readAllAsString());
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        @Override
        public Optional<Variant> getVariant() {
            return Optional.of(Variant.forContentType(TYPE));
        }
    }

    /**
     * A page.
     *
     * @param status of the answer
     * @param template its name
     * @param place where the reader is, so that the navigation shows it: the name of one of its texts
     * @param shown what the template shows, by name
     * @param codings that the browser takes
     */
    Response page(
            int status,
            String template,
            String place,
            Map<String, ? extends @Nullable Object> shown,
            @Nullable String codings) {
        return answer(status, render(template, place, shown), "'none'", codings);
    }

    /** A page that others may show within theirs. */
    Response embedded(
            int status, String template, Map<String, ? extends @Nullable Object> shown, @Nullable String codings) {
        return answer(status, render(template, "", shown), "*", codings);
    }

    private String render(String template, String place, Map<String, ? extends @Nullable Object> shown) {
        Map<String, @Nullable Object> all = new HashMap<>(shown);
        all.put("place", place);
        all.put("texts", texts);
        for (String asset : List.of("explorer.css", "explorer.js", "charts.js", "d3.js", "icon.svg")) {
            all.put(asset.replace(".", ""), assets.get(asset).address());
        }
        return engine.getTemplate(template).data(all).render();
    }

    private static Response answer(int status, String html, String frames, @Nullable String codings) {
        byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
        Response.ResponseBuilder answer = Response.status(status)
                .type(TYPE + ";charset=utf-8")
                .header(HttpHeaders.CACHE_CONTROL, status == 200 ? Validators.SHORT : "no-store")
                .header("Content-Security-Policy", POLICY + frames);
        if (codings != null) {
            // of the plain page too, which a cache would else give to everybody
            answer.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        }
        return Gzip.isTaken(codings)
                ? answer.header(HttpHeaders.CONTENT_ENCODING, Gzip.CODING)
                        .entity(Gzip.pack(bytes))
                        .build()
                : answer.entity(bytes).build();
    }

    private static List<@Nullable Object> values(EvalContext asked) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Expression each : asked.getParams()) {
            values.add(asked.evaluate(each).toCompletableFuture().join());
        }
        return values;
    }

    private static Object show(EvalContext asked) {
        List<@Nullable Object> values = values(asked);
        return switch (asked.getName()) {
            case "number" -> Show.number(values.get(0));
            case "difference" -> Show.difference(values.get(0));
            case "qualified" -> Show.qualified(values.get(0), values.get(1), values.get(2));
            case "day" -> Show.day(values.get(0));
            case "moment" -> Show.moment(values.get(0));
            case "period" -> Show.period(values.get(0), values.get(1));
            case "words" -> Show.words(values.get(0));
            case "column" -> Show.column(String.valueOf(values.get(0)));
            case "status" -> Show.status(values.get(0));
            default -> throw new IllegalArgumentException("nothing shows a " + asked.getName());
        };
    }

    private static Object text(EvalContext asked) {
        return Texts.text(asked.getName(), values(asked).toArray());
    }
}
