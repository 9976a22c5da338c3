@NullMarked
package org.borderledger.description;

import org.jspecify.annotations.NullMarked;
