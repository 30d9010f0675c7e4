/**
 * The Model Context Protocol (modelcontextprotocol.io, revision 2025-11-25): a bank as tools and
 * resources for assistants. {@link io.pinakes.query.mcp.McpServer} answers messages, one by one,
 * whoever carries them: {@code pinakes mcp} over standard input and output, or {@code /mcp} of a
 * node. It keeps no session. Tools that change the bank are there only for who was allowed them;
 * they have their work done by jobs, at a {@link io.pinakes.query.mcp.Workbench}. What tools return
 * is data that users wrote or others sent them; it is marked as such and stripped of what no reader
 * sees.
 */
@NullMarked
package io.pinakes.query.mcp;

import org.jspecify.annotations.NullMarked;
