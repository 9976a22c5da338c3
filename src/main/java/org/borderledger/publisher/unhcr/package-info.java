/** UNHCR's published files. */
@NullMarked
package org.borderledger.publisher.unhcr;

import org.jspecify.annotations.NullMarked;
