/**
 * Datasets in files: {@link io.pinakes.datasets.car.CarExport} writes a version with all that it
 * consists of, {@link io.pinakes.datasets.car.CarImport} takes one in.
 *
 * <p>An archive is a CAR of version 1. Its first root is the manifest, its second, if there is a
 * head that names this manifest, the head. Blocks stand in the order of a depth-first walk from the
 * roots, so the same version gives the same file. An import checks every block against its name,
 * and then that the whole hangs together, before a dataset is made of it; nothing is embedded.
 */
@NullMarked
package io.pinakes.datasets.car;

import org.jspecify.annotations.NullMarked;
