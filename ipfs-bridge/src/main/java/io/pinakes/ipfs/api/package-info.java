/**
 * Requests that bring a body and answers that may fail late, without the socket: what the RPC and
 * the pinning service are written in.
 *
 * <p>An {@link io.pinakes.ipfs.api.Api} takes an {@link io.pinakes.ipfs.api.ApiRequest}, whose body
 * is read as it comes ({@link io.pinakes.ipfs.api.Multipart} takes forms apart), and gives an
 * {@link io.pinakes.ipfs.api.ApiAnswer}, whose body is written as it is made. Whoever holds the
 * socket turns a failure before the first byte into another answer, and one behind it into a
 * trailer.
 */
@NullMarked
package io.pinakes.ipfs.api;

import org.jspecify.annotations.NullMarked;
