package io.pinakes.ipfs.http.client;

import io.vertx.core.buffer.Buffer;

/**
 * An answer, whole.
 *
 * @param status the HTTP status
 * @param retryAfter the header of that name, or empty
 * @param body the body of a 200, else nothing
 */
record Reply(int status, String retryAfter, Buffer body) {}
