/** What a request asks for, as typed values: restrictions, order, cursors. Knows neither HTTP nor the database. */
@NullMarked
package org.borderledger.query;

import org.jspecify.annotations.NullMarked;
