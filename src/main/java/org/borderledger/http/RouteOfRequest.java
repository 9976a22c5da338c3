package org.borderledger.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.AnnotatedElement;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Tells the times of requests apart by what answers them. */
public class RouteOfRequest {
    /** Before anything that may refuse the request. */
    private static final int FIRST = 1;

    private final CurrentVertxRequest request;
    private final AskedFormat format;
    private final RequestTimes times;

    RouteOfRequest(CurrentVertxRequest request, AskedFormat format, RequestTimes times) {
        this.request = request;
        this.format = format;
        this.times = times;
    }

    @ServerRequestFilter(priority = FIRST)
    public void tell(ResourceInfo resource) {
        @Nullable Class<?> answering = resource.getResourceClass();
        if (answering != null) {
            String route = (path(answering) + "/" + path(resource.getResourceMethod())).replaceAll("/+", "/");
            boolean forPeople = answering.isAnnotationPresent(ForPeople.class);
            times.of(
                    request.getCurrent(),
                    route.length() > 1 && route.endsWith("/") ? route.substring(0, route.length() - 1) : route,
                    forPeople ? "html" : format.representation().suffix().replaceFirst("^\\.", ""));
        }
    }

    private static String path(AnnotatedElement declared) {
        Path path = declared.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }
}
