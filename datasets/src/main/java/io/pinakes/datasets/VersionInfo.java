package io.pinakes.datasets;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.model.Stats;
import java.time.Instant;

/**
 * A version as lists show it.
 *
 * @param version its number
 * @param manifest its manifest
 * @param documentsRoot the root of its document map
 * @param model the id of the model of its vectors
 * @param created when it was made
 * @param stats how large it is
 */
public record VersionInfo(
    long version, Cid manifest, Cid documentsRoot, String model, Instant created, Stats stats) {}
