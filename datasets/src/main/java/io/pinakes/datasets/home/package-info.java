/**
 * The one directory in which a node keeps everything: its layout, its format, and the writer's
 * lock.
 *
 * <p>{@link io.pinakes.datasets.home.Home} knows the paths and prepares them, {@link
 * io.pinakes.datasets.home.HomeLock} keeps a second writer out and says who the first is. A home is
 * opened by checking its format, taking the lock if it is to be written, and emptying {@code tmp/}.
 */
@NullMarked
package io.pinakes.datasets.home;

import org.jspecify.annotations.NullMarked;
