package org.borderledger.catalogue;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the contract when somebody asks for it. SmallRye would read and write its megabyte at every start, which is a
 * fifth of what a start takes, and most processes are never asked.
 */
@ContractWhenAsked.Prepares
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class ContractWhenAsked {
    private @Nullable InvocationContext preparation;

    /** Marks the class of the library that prepares the contract, and gives it out. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Prepares {}

    /** Puts the mark there when the service is packaged: the tests load the library's class where it does not see this one. */
    public static final class Marking implements BuildCompatibleExtension {
        @Enhancement(types = OpenApiDocumentService.class)
        public void mark(ClassConfig service) {
            if (LaunchMode.current() == LaunchMode.NORMAL) {
                service.addAnnotation(Prepares.class);
            }
        }
    }

    @AroundInvoke
    synchronized @Nullable Object whenAsked(InvocationContext call) throws Exception {
        if (call.getMethod().getName().equals("prepareDocument")) {
            preparation = call;
            return null;
        }
        if (preparation != null) {
            preparation.proceed();
            preparation = null;
        }
        return call.proceed();
    }
}
