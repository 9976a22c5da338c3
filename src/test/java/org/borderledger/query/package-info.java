/** What a request asks for. */
@NullMarked
package org.borderledger.query;

import org.jspecify.annotations.NullMarked;
