/** The publishers whose formats the ledger reads. */
@NullMarked
package org.borderledger.publisher;

import org.jspecify.annotations.NullMarked;
