/** Archives and compressed files: each member is read like a file of its own. */
@NullMarked
package io.pinakes.ingest.extract.archive;

import org.jspecify.annotations.NullMarked;
