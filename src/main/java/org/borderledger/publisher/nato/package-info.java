/** NATO's published files. */
@NullMarked
package org.borderledger.publisher.nato;

import org.jspecify.annotations.NullMarked;
