/** The surfaces, over real sockets and a real bank. */
@NullMarked
package io.pinakes.query.http;

import org.jspecify.annotations.NullMarked;
