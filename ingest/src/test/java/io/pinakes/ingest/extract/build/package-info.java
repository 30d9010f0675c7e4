@NullMarked
package io.pinakes.ingest.extract.build;

import org.jspecify.annotations.NullMarked;
