/** What the tests of all importers share. */
@NullMarked
package org.borderledger.publisher;

import org.jspecify.annotations.NullMarked;
