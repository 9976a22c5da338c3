/** UNHCR's files: the real ones, and small ones of the same layout that are wrong in one place. */
@NullMarked
package org.borderledger.publisher.unhcr;

import org.jspecify.annotations.NullMarked;
