/** Frontex's published files. */
@NullMarked
package org.borderledger.publisher.frontex;

import org.jspecify.annotations.NullMarked;
