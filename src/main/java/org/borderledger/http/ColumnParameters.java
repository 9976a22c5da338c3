package org.borderledger.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a resource method whose query parameters are also the columns of its dataset: that of its class, or where the class
 * is of all, those of every dataset. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ColumnParameters {
    /** Whether measures may be compared; else only codes and units select. */
    boolean measures() default true;

    /** Whether units and currencies select. */
    boolean units() default true;
}
