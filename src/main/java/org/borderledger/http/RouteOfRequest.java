package org.borderledger.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.AnnotatedElement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Tells the times of requests apart by what answers them. */
public class RouteOfRequest {
    /** Before anything that may refuse the request. */
    private static final int FIRST = 1;

    private final CurrentVertxRequest request;
    private final AskedFormat format;
    private final RequestTimes times;
    private final Map<ResourceMethod, String> routes = new ConcurrentHashMap<>();

    RouteOfRequest(CurrentVertxRequest request, AskedFormat format, RequestTimes times) {
        this.request = request;
        this.format = format;
        this.times = times;
    }

    @ServerRequestFilter(priority = FIRST)
    public void tell(ResourceInfo resource) {
        ResourceMethod answering = ResourceMethod.of(resource);
        if (answering != null) {
            times.of(
                    request.getCurrent(),
                    routes.computeIfAbsent(answering, RouteOfRequest::route),
                    answering.isForPeople()
                            ? "html"
                            : format.representation().suffix().substring(1));
        }
    }

    private static String route(ResourceMethod answering) {
        String route = (path(answering.resource()) + "/" + path(answering.method())).replaceAll("/+", "/");
        return route.length() > 1 && route.endsWith("/") ? route.substring(0, route.length() - 1) : route;
    }

    private static String path(AnnotatedElement declared) {
        Path path = declared.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }
}
