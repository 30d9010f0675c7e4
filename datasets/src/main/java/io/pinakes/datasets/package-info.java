/** The bank: manifests, document tree, versions, ingest into a dataset, CAR exchange. */
@NullMarked
package io.pinakes.datasets;

import org.jspecify.annotations.NullMarked;
