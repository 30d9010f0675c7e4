/**
 * Where the time of a request goes, told to a collector if one was named: {@link
 * io.pinakes.query.http.trace.Traces} is asked by the driver and the surfaces, {@link
 * io.pinakes.query.http.trace.OtlpTraces} tells it in OpenTelemetry's protocol. Nothing that was
 * asked or read is in it.
 */
@NullMarked
package io.pinakes.query.http.trace;

import org.jspecify.annotations.NullMarked;
