package org.borderledger.representation;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An answer before it is written in the format that the caller asked for.
 *
 * @param single whether {@code data} is the one row itself and not a list (API rule 12)
 */
public record Answer(
        @Schema(hidden = true) Table table,
        Meta meta,
        Links links,
        @Schema(hidden = true) boolean single) {}
