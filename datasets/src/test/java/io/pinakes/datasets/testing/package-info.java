/** A bank whose parts are small, quick and countable. */
@NullMarked
package io.pinakes.datasets.testing;

import org.jspecify.annotations.NullMarked;
