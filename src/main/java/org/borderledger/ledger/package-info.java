/** Releases, series, revisions and the two clocks; the only place where figures are written. */
@NullMarked
package org.borderledger.ledger;

import org.jspecify.annotations.NullMarked;
