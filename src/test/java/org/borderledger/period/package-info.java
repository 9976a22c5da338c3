/** Calendars. */
@NullMarked
package org.borderledger.period;

import org.jspecify.annotations.NullMarked;
