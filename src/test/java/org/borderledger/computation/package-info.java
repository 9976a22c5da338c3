/** Sums, comparisons and summaries, of figures made by hand. */
@NullMarked
package org.borderledger.computation;

import org.jspecify.annotations.NullMarked;
