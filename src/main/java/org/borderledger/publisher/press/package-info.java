/** What is said in words: articles with the claims in them. */
@NullMarked
package org.borderledger.publisher.press;

import org.jspecify.annotations.NullMarked;
