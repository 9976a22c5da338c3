/** Tests of what a publish did. */
@NullMarked
package org.borderledger.change;

import org.jspecify.annotations.NullMarked;
