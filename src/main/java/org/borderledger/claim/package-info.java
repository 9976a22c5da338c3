/** What people said of border figures, and whether the record says so too. */
@NullMarked
package org.borderledger.claim;

import org.jspecify.annotations.NullMarked;
