/** The Home Office's files: the real ones, and small ones of the same layout that are wrong in one place. */
@NullMarked
package org.borderledger.publisher.homeoffice;

import org.jspecify.annotations.NullMarked;
