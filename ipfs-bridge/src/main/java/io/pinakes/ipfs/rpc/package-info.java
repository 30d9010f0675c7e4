/**
 * The part of Kubo's RPC that programs made for Kubo need to work on a home of this program: add,
 * cat, get, ls, block, dag, pin, refs, resolve, id, version, repo.
 *
 * <p><b>It is the owner's.</b> No visibility gate stands before it: it shows, pins and removes what
 * is private as what is public, as the command line does. So whoever serves it listens on the
 * loopback address or asks for a token, and refuses what a browser sends for a page.
 *
 * <p>{@link io.pinakes.ipfs.rpc.Rpc} takes a request of {@code /api/v0/…} to its {@link
 * io.pinakes.ipfs.rpc.RpcCommand}; what it works on is an {@link io.pinakes.ipfs.rpc.RpcHome}. One
 * request's way: the method and who sends it are checked, the command's own class reads the options
 * and refuses those that it cannot follow, and its answer is written as it is made: JSON objects
 * one behind the other, or bytes. What fails is said as Kubo says it, late failures in a trailer.
 */
@NullMarked
package io.pinakes.ipfs.rpc;

import org.jspecify.annotations.NullMarked;
