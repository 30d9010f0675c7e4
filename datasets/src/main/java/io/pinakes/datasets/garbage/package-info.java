/**
 * What of a home's blocks is kept, and what may go: {@link io.pinakes.datasets.garbage.HomeRoots}
 * names the roots of every dataset, {@link io.pinakes.datasets.garbage.Housekeeping} collects what
 * they do not reach.
 */
@NullMarked
package io.pinakes.datasets.garbage;

import org.jspecify.annotations.NullMarked;
