@NullMarked
package org.borderledger.publisher.press;

import org.jspecify.annotations.NullMarked;
