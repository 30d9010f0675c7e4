@NullMarked
package io.pinakes.query.http.work;

import org.jspecify.annotations.NullMarked;
