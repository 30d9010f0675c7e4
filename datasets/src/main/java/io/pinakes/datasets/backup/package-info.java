/**
 * A home in one file, and back. {@link io.pinakes.datasets.backup.HomeSnapshot} is a home as it is
 * at one moment, made of second names for its files; {@link io.pinakes.datasets.backup.Backup}
 * writes that into a tar archive with a hash over all of it at its end; {@link
 * io.pinakes.datasets.backup.Restore} reads it into a place of its own, checks the hash, then every
 * block and signature, builds the indexes, and only then gives it the home's place.
 */
@NullMarked
package io.pinakes.datasets.backup;

import org.jspecify.annotations.NullMarked;
