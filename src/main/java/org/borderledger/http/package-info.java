/** How requests come in and answers go out: strict addresses, problems, validators, headers. */
@NullMarked
package org.borderledger.http;

import org.jspecify.annotations.NullMarked;
