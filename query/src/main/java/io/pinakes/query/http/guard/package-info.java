/**
 * Who is let in.
 *
 * <p>{@link io.pinakes.query.http.guard.Gate} looks at a request's head before anything else does:
 * under which name the node was asked for (a page elsewhere can let its own name point to this
 * machine), on behalf of which page (browsers say so), and whether it shows the {@link
 * io.pinakes.query.http.guard.Token}, which only the owner of the home can read.
 */
@NullMarked
package io.pinakes.query.http.guard;

import org.jspecify.annotations.NullMarked;
