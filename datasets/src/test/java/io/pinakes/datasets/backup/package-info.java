/** Backups, and what becomes of those that were changed. */
@NullMarked
package io.pinakes.datasets.backup;

import org.jspecify.annotations.NullMarked;
