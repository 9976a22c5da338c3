package org.borderledger.figure;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a path that takes {@code asOf}, and so {@code Accept-Datetime} as well (RFC 7089). */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface TimeGate {}
