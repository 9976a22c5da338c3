/** Tables downloaded from Eurostat. */
@NullMarked
package org.borderledger.publisher.eurostat;

import org.jspecify.annotations.NullMarked;
