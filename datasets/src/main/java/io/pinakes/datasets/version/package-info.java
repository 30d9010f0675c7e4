/**
 * From one version of a dataset to the next.
 *
 * <p>{@link io.pinakes.datasets.version.VersionMaker} takes edits of the document map and makes the
 * blocks of a version: the map, the vectors that it adds, the manifest. {@link
 * io.pinakes.datasets.version.HeadSwitch} then moves the head, in one synced batch: before it there
 * is the old version, after it the new one, and never anything between.
 */
@NullMarked
package io.pinakes.datasets.version;

import org.jspecify.annotations.NullMarked;
