/** Enforcement actions as a caller sees them. */
@NullMarked
package org.borderledger.enforcement;

import org.jspecify.annotations.NullMarked;
