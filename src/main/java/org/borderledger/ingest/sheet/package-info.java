/** Published files, whatever their format, to rows of cells; knows files and limits, and nothing of what the rows mean. */
@NullMarked
package org.borderledger.ingest.sheet;

import org.jspecify.annotations.NullMarked;
