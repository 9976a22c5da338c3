/** Crossings as a caller sees them. */
@NullMarked
package org.borderledger.crossing;

import org.jspecify.annotations.NullMarked;
