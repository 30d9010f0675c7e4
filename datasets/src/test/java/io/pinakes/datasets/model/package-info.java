/** Tests of the records. */
@NullMarked
package io.pinakes.datasets.model;

import org.jspecify.annotations.NullMarked;
