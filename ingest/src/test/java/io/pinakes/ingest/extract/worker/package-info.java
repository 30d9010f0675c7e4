@NullMarked
package io.pinakes.ingest.extract.worker;

import org.jspecify.annotations.NullMarked;
