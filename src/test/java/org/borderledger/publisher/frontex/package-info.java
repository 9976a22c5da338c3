/** Frontex' files: the real ones, and small ones of the same layout that are wrong in one place. */
@NullMarked
package org.borderledger.publisher.frontex;

import org.jspecify.annotations.NullMarked;
