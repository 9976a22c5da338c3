/** Border Ledger: every figure has a source and a history. */
@NullMarked
package org.borderledger;

import org.jspecify.annotations.NullMarked;
