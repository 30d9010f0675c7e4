/**
 * The node's own API, {@code /api/v1}: what the command line can do, with the same JSON documents.
 *
 * <p>{@link io.pinakes.query.http.api.ApiSurface} is the surface; each {@code …Resource} answers
 * the paths of one noun out of the {@link io.pinakes.query.http.api.Desk}, which holds the bank and
 * what asks it.
 */
@NullMarked
package io.pinakes.query.http.api;

import org.jspecify.annotations.NullMarked;
