/**
 * The HTTP side of IPFS beside Kubo: {@code IpfsCommand} starts both as the programs that users
 * run, each a {@code Contender} with an RPC and a gateway, and has one client ({@code Transfers})
 * do the same to both in turns. {@code Material} is what is carried, the same bytes for both.
 */
@NullMarked
package io.pinakes.benchmarks.ipfs;

import org.jspecify.annotations.NullMarked;
