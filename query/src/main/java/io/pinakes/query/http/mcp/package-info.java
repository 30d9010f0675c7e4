/** The Model Context Protocol over HTTP: {@link io.pinakes.query.http.mcp.McpSurface}. */
@NullMarked
package io.pinakes.query.http.mcp;

import org.jspecify.annotations.NullMarked;
