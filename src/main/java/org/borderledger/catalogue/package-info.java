/** Descriptions of the data: datasets, series, releases, revisions. */
@NullMarked
package org.borderledger.catalogue;

import org.jspecify.annotations.NullMarked;
