/**
 * Programs of others that are measured beside ours, in processes of their own: {@code Child} runs
 * any of them, {@code KuboDaemon} is a Kubo with a repository of its own and no network.
 */
@NullMarked
package io.pinakes.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
