@NullMarked
package io.pinakes.ingest.extract.markdown;

import org.jspecify.annotations.NullMarked;
