/** Calendars: inclusive spans of days, the ways people write them, and the time of London. */
@NullMarked
package org.borderledger.period;

import org.jspecify.annotations.NullMarked;
