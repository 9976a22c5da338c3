/** A file on its way into the ledger: importers, findings, the attempt that publishes whole or not at all. */
@NullMarked
package org.borderledger.ingest;

import org.jspecify.annotations.NullMarked;
