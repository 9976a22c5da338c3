/** The envelope that every answer has. */
@NullMarked
package org.borderledger.representation;

import org.jspecify.annotations.NullMarked;
