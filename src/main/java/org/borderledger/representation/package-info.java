/** The envelope that every answer has, and the formats of exports. */
@NullMarked
package org.borderledger.representation;

import org.jspecify.annotations.NullMarked;
