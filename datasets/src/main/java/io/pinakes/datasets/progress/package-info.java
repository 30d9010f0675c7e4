/**
 * How far a job is, stage by stage: {@link io.pinakes.datasets.progress.Stage} names them, a {@link
 * io.pinakes.datasets.progress.ProgressListener} is told of each {@link
 * io.pinakes.datasets.progress.Progress}.
 */
@NullMarked
package io.pinakes.datasets.progress;

import org.jspecify.annotations.NullMarked;
