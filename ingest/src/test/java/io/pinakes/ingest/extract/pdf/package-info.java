@NullMarked
package io.pinakes.ingest.extract.pdf;

import org.jspecify.annotations.NullMarked;
