/** The files of US Customs and Border Protection: the real ones, and small ones that are wrong in one place. */
@NullMarked
package org.borderledger.publisher.cbp;

import org.jspecify.annotations.NullMarked;
