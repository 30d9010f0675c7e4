package io.pinakes.datasets.version;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.model.Manifest;

/**
 * A version of a dataset.
 *
 * @param cid its manifest's block
 * @param manifest the manifest
 */
public record Version(Cid cid, Manifest manifest) {}
