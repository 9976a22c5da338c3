/** What a publish did: revisions cell by cell, what a series' revisions come to, and feeds that tell of them. */
@NullMarked
package org.borderledger.change;

import org.jspecify.annotations.NullMarked;
