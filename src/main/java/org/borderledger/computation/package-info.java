/** Sums, comparisons and summaries of figures. Pure: knows neither HTTP nor the database, and never fills a gap. */
@NullMarked
package org.borderledger.computation;

import org.jspecify.annotations.NullMarked;
