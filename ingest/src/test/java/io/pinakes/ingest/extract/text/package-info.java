@NullMarked
package io.pinakes.ingest.extract.text;

import org.jspecify.annotations.NullMarked;
