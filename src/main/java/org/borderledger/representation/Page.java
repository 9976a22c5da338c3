package org.borderledger.representation;

import java.util.List;

/** A list of figures in its envelope. */
public record Page<T>(List<T> data, Meta meta, Links links) {
    public Page {
        data = List.copyOf(data);
    }
}
