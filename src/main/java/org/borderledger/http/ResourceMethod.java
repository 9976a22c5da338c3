package org.borderledger.http;

import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** What answers a request: a method, and the resource whose it is, since resources inherit methods from each other. */
record ResourceMethod(Class<?> resource, Method method) {

    /** That of a request; null where nothing answers it. */
    static @Nullable ResourceMethod of(ResourceInfo info) {
        @Nullable Class<?> resource = info.getResourceClass();
        @Nullable Method method = info.getResourceMethod();
        return resource == null || method == null ? null : new ResourceMethod(resource, method);
    }

    boolean isForPeople() {
        return resource.isAnnotationPresent(ForPeople.class);
    }
}
