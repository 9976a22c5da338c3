package org.borderledger.representation;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An answer before it is written in the format that the caller asked for.
 *
 * @param single whether {@code data} is the one row itself and not a list (API rule 12)
 * @param lasting whether it is a file that never changes, which always carries its digest
 */
public record Answer(
        @Schema(hidden = true) Table table,
        Meta meta,
        Links links,
        @Schema(hidden = true) boolean single,
        @Schema(hidden = true) boolean lasting) {

    public Answer(Table table, Meta meta, Links links, boolean single) {
        this(table, meta, links, single, false);
    }

    /** The same as a file that never changes, of this name. */
    public Answer lasting(String name) {
        return new Answer(
                new Table(name, table.title(), table.columns(), table.primaryKey(), table.rows(), table.total()),
                meta,
                links,
                single,
                true);
    }
}
