package org.borderledger.representation;

/** One computed answer, such as a summary, in its envelope. */
public record One<T>(T data, Meta meta, Links links) {}
