/**
 * Where the work of requests runs, and how much of it.
 *
 * <p>{@link io.pinakes.query.http.work.Lanes} holds one {@link io.pinakes.query.http.work.LanePool}
 * a {@link io.pinakes.query.http.Lane}. A pool runs so many pieces of work at once and lets so many
 * wait; what comes beyond that is turned away before anything was done for it, and so is what has
 * waited longer than its caller is likely to. That keeps the time of what is let in short, whatever
 * comes.
 */
@NullMarked
package io.pinakes.query.http.work;

import org.jspecify.annotations.NullMarked;
