/** The PostgreSQL that Border Ledger brings along, for whoever has none of their own. */
@NullMarked
package org.borderledger.database;

import org.jspecify.annotations.NullMarked;
