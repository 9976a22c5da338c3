/** What the three datasets share in reading: the filter, the two clocks, paging, coverage. */
@NullMarked
package org.borderledger.figure;

import org.jspecify.annotations.NullMarked;
