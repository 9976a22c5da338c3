/** Spending lines as a caller sees them. */
@NullMarked
package org.borderledger.spending;

import org.jspecify.annotations.NullMarked;
