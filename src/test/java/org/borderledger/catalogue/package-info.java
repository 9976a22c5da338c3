/** The descriptions of the data, as a caller sees them. */
@NullMarked
package org.borderledger.catalogue;

import org.jspecify.annotations.NullMarked;
