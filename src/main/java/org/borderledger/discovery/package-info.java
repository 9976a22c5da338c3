/** Asks publishers for new editions, fetches them and offers them to the ledger. */
@NullMarked
package org.borderledger.discovery;

import org.jspecify.annotations.NullMarked;
