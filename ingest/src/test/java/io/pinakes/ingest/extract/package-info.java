@NullMarked
package io.pinakes.ingest.extract;

import org.jspecify.annotations.NullMarked;
