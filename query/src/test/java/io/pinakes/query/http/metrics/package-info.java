/** Tests of what a node measures. */
@NullMarked
package io.pinakes.query.http.metrics;

import org.jspecify.annotations.NullMarked;
