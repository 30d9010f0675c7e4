/**
 * Where sentences end, by language. {@link io.pinakes.ingest.sentence.SentenceSplitter} is the
 * role; {@code opennlp} fills it with the Apache models and falls back on fixed rules.
 */
@NullMarked
package io.pinakes.ingest.sentence;

import org.jspecify.annotations.NullMarked;
