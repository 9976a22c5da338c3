package org.borderledger.representation;

/** One dataset, series, release or revision in its envelope. */
public record Entry<T>(T data, Listing.About meta, Links links) {}
