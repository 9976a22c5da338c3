/** Everything that an answer can be other than an answer: one closed set of codes, as RFC 9457 documents. */
@NullMarked
package org.borderledger.problem;

import org.jspecify.annotations.NullMarked;
