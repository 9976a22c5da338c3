@NullMarked
package org.borderledger.database;

import org.jspecify.annotations.NullMarked;
