package org.borderledger.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource whose answers are of the service and what is set for it, and not of the ledger. Their validators come from
 * their bytes, since a setting changes them and a revision does not; so they are answered without the database.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OfService {}
