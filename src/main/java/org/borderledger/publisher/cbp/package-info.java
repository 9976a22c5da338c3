/** The published files of US Customs and Border Protection. */
@NullMarked
package org.borderledger.publisher.cbp;

import org.jspecify.annotations.NullMarked;
