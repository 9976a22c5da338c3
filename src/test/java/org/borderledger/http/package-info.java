/** The surface: addresses, problems, validators, the contract, and that nothing can be written. */
@NullMarked
package org.borderledger.http;

import org.jspecify.annotations.NullMarked;
