/** The contract itself. */
@NullMarked
package io.pinakes.query.http.contract;

import org.jspecify.annotations.NullMarked;
