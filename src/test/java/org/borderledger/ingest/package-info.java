/** Files on their way into the ledger, with whatever may happen on the way. */
@NullMarked
package org.borderledger.ingest;

import org.jspecify.annotations.NullMarked;
