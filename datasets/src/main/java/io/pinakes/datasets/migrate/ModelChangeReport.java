package io.pinakes.datasets.migrate;

import io.pinakes.datasets.version.Version;
import java.util.Optional;

/**
 * What a change of model did.
 *
 * @param version the version with vectors of the new model; empty if the dataset had them already,
 *     or has no version, or the change was cancelled
 * @param cancelled whether it was cancelled; the next try goes on where it was
 * @param embedded chunks that the model was run for
 * @param reused chunks whose vectors were there, from before or from a try that did not end
 */
public record ModelChangeReport(
    Optional<Version> version, boolean cancelled, long embedded, long reused) {}
