/**
 * Long work of a home, done one piece after another by the process that holds it.
 *
 * <p>{@link io.pinakes.query.jobs.Jobs} takes a {@link io.pinakes.query.jobs.JobRequest}, writes it
 * down before it says so, and runs it: what changes datasets on one thread, what may go on beside
 * that on another. A {@link io.pinakes.query.jobs.Job} tells its state, its progress and its
 * events, of which a reader that was cut off gets those that it missed. What the work is, {@link
 * io.pinakes.query.jobs.BankTasks} knows.
 *
 * <p>A job that was accepted is done, whatever happens to the process: what had not ended is begun
 * again when the home is next served, and the bank goes on where it was.
 */
@NullMarked
package io.pinakes.query.jobs;

import org.jspecify.annotations.NullMarked;
