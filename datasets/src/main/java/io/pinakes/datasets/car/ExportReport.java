package io.pinakes.datasets.car;

import io.pinakes.core.multiformats.Cid;

/**
 * What was written.
 *
 * @param manifest the version
 * @param signed whether its head is in the archive
 * @param blocks how many blocks
 * @param bytes how long the file is
 */
public record ExportReport(Cid manifest, boolean signed, long blocks, long bytes) {}
