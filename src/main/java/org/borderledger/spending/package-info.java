/** Money announced, allocated, committed, disbursed or spent, each amount exact and in its original currency. */
@NullMarked
package org.borderledger.spending;

import org.jspecify.annotations.NullMarked;
