/**
 * Whether what a home holds is what was put into it, and what to do if not.
 *
 * <p>{@link io.pinakes.datasets.doctor.Checkup} reads every block of a dataset's versions and names
 * those that are damaged or missing with the documents that need them; it holds the ledger against
 * the manifest and the index against both. {@link io.pinakes.datasets.doctor.Repair} makes blocks
 * again from the files that they were made of, and whatever is derived from blocks; what cannot be
 * made again it says. {@link io.pinakes.datasets.doctor.PinCheck} reads what pins keep, and names
 * those that are not whole: nothing here makes their blocks again.
 */
@NullMarked
package io.pinakes.datasets.doctor;

import org.jspecify.annotations.NullMarked;
