/** Tests of the bank. */
@NullMarked
package io.pinakes.datasets;

import org.jspecify.annotations.NullMarked;
