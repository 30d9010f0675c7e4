/**
 * Fetching what is below a root from several sources at once, none of them trusted.
 *
 * <p>{@link io.pinakes.ipfs.fetch.DagFetcher} asks {@link io.pinakes.ipfs.fetch.BlockSource}s,
 * which gateways and peers are; {@code FetchPlan} knows which block is wanted next and is pure.
 *
 * <p>One block's way: the plan finds a link whose block is not held, a thread of some source asks
 * for it, the bytes are hashed, kept in a batch, and their links are followed. A source that sends
 * other bytes or stalls is asked no more; one that fails thrice in a row neither, nor one that for
 * some seconds says nothing but that it is busy; what it was asked for, another is asked for. Who
 * is interrupted or killed goes on where blocks are missing, because what is held is never asked
 * for again.
 */
@NullMarked
package io.pinakes.ipfs.fetch;

import org.jspecify.annotations.NullMarked;
