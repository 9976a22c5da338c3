/** Discovery against a publisher's server that the tests start, and that behaves as badly as servers do. */
@NullMarked
package org.borderledger.discovery;

import org.jspecify.annotations.NullMarked;
