/** The command line: run, import, and what prepares the database for them. */
@NullMarked
package org.borderledger.command;

import org.jspecify.annotations.NullMarked;
