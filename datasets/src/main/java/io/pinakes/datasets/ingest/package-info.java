/**
 * A folder into a dataset.
 *
 * <p>{@link io.pinakes.datasets.ingest.Ingest} drives one run: {@link
 * io.pinakes.datasets.ingest.SourceScan} walks the folder and holds it against the ledger, {@link
 * io.pinakes.datasets.ingest.Pipeline} brings what is new through its stages, and a version is
 * sealed and indexed.
 *
 * <p>One file's way: a task; read and hashed; extracted by a child process; cut into passages;
 * those without a vector embedded; the vectors staged as they come; when all are there the
 * document's blocks and its pending row written together; and with the switch of the head,
 * promoted.
 *
 * <p>Threads: readers are virtual and wait for files and child processes; chunkers and embedders
 * are platform threads, as many embedders as cores; one stager writes. Queues between them are
 * bounded. Nobody but readers is ever interrupted, and they only wait: a cancelled run stops at the
 * next passage, writes down what it has, and leaves the version that was.
 */
@NullMarked
package io.pinakes.datasets.ingest;

import org.jspecify.annotations.NullMarked;
