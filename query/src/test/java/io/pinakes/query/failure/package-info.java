/** Tests of what failures are told as. */
@NullMarked
package io.pinakes.query.failure;

import org.jspecify.annotations.NullMarked;
