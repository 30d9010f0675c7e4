/**
 * Which datasets a home has: their settings, sources and keys, the manifest that each is at, and
 * the versions that are kept.
 *
 * <p>{@link io.pinakes.datasets.catalog.Catalog} reads the tables and adds changes to a batch;
 * {@link io.pinakes.datasets.catalog.DatasetRecord} is what a home knows of a dataset beside its
 * blocks. A dataset is created by writing its key and then its record; its head moves with one
 * batch that also lists the version.
 */
@NullMarked
package io.pinakes.datasets.catalog;

import org.jspecify.annotations.NullMarked;
