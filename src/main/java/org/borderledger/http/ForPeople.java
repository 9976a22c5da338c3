package org.borderledger.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource of pages for people. What such a page shows it asks the API for, with the query that it was given, so that
 * the API judges the query; and it has no validator, since its words may change while the data do not.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ForPeople {}
