/** The two clocks, held to what they promise. */
@NullMarked
package org.borderledger.ledger;

import org.jspecify.annotations.NullMarked;
