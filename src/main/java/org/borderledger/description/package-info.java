/**
 * Descriptions of the service and its data in forms that others have defined, for programs that know nothing of it yet: a
 * class for each. They are made of what datasets and series declare and of what the ledger holds; nothing is typed twice.
 */
@NullMarked
package org.borderledger.description;

import org.jspecify.annotations.NullMarked;
