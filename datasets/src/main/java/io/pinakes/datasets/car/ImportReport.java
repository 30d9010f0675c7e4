package io.pinakes.datasets.car;

import io.pinakes.core.multiformats.Cid;

/**
 * What was taken in.
 *
 * @param dataset the name that it has in this home
 * @param manifest the version
 * @param signed whether a head of the dataset's key says that this is its newest version
 * @param changed whether the home did not have it before
 * @param blocks how many blocks were read
 * @param unused how many of them the version has no use for; garbage collection takes them
 */
public record ImportReport(
    String dataset, Cid manifest, boolean signed, boolean changed, long blocks, long unused) {}
