@NullMarked
package io.pinakes.ingest.extract.tika;

import org.jspecify.annotations.NullMarked;
