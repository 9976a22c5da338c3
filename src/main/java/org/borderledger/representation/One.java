package org.borderledger.representation;

/** One figure in its envelope. */
public record One<T>(T data, Meta meta, Links links) {}
