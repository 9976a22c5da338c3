/** The Home Office's published files. */
@NullMarked
package org.borderledger.publisher.homeoffice;

import org.jspecify.annotations.NullMarked;
