/** Retrieval, fusion and answers. */
@NullMarked
package io.pinakes.query;

import org.jspecify.annotations.NullMarked;
