package org.borderledger.http;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.borderledger.ledger.RevisionWatch;

/**
 * Names the dataset that a resource, or one method of it, answers from, so that its validators change only when that
 * dataset does. The resource reads in a transaction, and {@link RevisionReading} the revision of the validators with it.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface OfDataset {
    /** For a method that reads several datasets: its validators change with every revision. */
    String ALL = RevisionWatch.EVERYTHING;

    @Nonbinding
    String value();
}
