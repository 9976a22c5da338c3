/** People and boats that crossed, as published, with every later revision. */
@NullMarked
package org.borderledger.crossing;

import org.jspecify.annotations.NullMarked;
