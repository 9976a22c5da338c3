/** What the lists of all datasets have in common, as a caller sees it. */
@NullMarked
package org.borderledger.figure;

import org.jspecify.annotations.NullMarked;
