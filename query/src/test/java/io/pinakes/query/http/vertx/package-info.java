@NullMarked
package io.pinakes.query.http.vertx;

import org.jspecify.annotations.NullMarked;
