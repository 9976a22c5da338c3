/** Exports as their readers see them. */
@NullMarked
package org.borderledger.representation;

import org.jspecify.annotations.NullMarked;
