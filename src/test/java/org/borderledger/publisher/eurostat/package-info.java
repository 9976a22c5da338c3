/** Eurostat's tables: the real ones, and small ones that are wrong in one place. */
@NullMarked
package org.borderledger.publisher.eurostat;

import org.jspecify.annotations.NullMarked;
