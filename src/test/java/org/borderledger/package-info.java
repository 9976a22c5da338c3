/** What the tests share: a real database, the service on it, the corpus. */
@NullMarked
package org.borderledger;

import org.jspecify.annotations.NullMarked;
