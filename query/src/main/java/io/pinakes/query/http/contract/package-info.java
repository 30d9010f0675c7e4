/**
 * The contract of the HTTP surfaces, OpenAPI 3.1, written by hand first ({@code openapi.json}
 * beside these classes), and requests held against it.
 *
 * <p>{@link io.pinakes.query.http.contract.Contract} reads it, gives it out, and {@link
 * io.pinakes.query.http.contract.Contract#guard guards} the routes of a surface: each must be in
 * the contract, and no handler sees a request that is not as the contract says.
 */
@NullMarked
package io.pinakes.query.http.contract;

import org.jspecify.annotations.NullMarked;
