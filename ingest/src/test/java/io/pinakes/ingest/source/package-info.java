@NullMarked
package io.pinakes.ingest.source;

import org.jspecify.annotations.NullMarked;
