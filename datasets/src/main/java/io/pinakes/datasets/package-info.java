/**
 * The bank: what a home knows, and all that can be done with it.
 *
 * <p>{@link io.pinakes.datasets.Bank} opens a home; a {@link io.pinakes.datasets.DatasetReader} is
 * one version of a dataset, held open for questions. Below, by what they are about: {@code model}
 * the records, {@code home} the directory, {@code catalog} which datasets there are, {@code ledger}
 * their files, {@code vectors} and {@code holders} what is derived of chunks, {@code version} how
 * one version follows another, {@code index} what is searched, {@code ingest} a folder into a
 * dataset.
 */
@NullMarked
package io.pinakes.datasets;

import org.jspecify.annotations.NullMarked;
