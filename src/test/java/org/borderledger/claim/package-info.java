@NullMarked
package org.borderledger.claim;

import org.jspecify.annotations.NullMarked;
