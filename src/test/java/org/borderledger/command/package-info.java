/** What commands do, by the environment that they are given. */
@NullMarked
package org.borderledger.command;

import org.jspecify.annotations.NullMarked;
