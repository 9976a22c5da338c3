/** What authorities did: preventions, seizures, returns, visits, arrests, disruptions. */
@NullMarked
package org.borderledger.enforcement;

import org.jspecify.annotations.NullMarked;
