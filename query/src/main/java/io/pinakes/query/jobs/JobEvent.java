package io.pinakes.query.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Something that happened to a job.
 *
 * @param number counts up from 1 within a job and a process
 * @param type {@code state} or {@code progress}
 * @param document the job, or how far it is
 */
public record JobEvent(long number, String type, ObjectNode document) {}
