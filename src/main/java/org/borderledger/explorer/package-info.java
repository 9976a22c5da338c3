/**
 * Pages for people: what the figures say, where they come from, and the link that says it again. They know no more than the
 * public API tells any caller: each page is made of answers that it shows the addresses of.
 */
@NullMarked
package org.borderledger.explorer;

import org.jspecify.annotations.NullMarked;
