/** Sentences by OpenNLP's maximum-entropy models, and by fixed rules where there is no model. */
@NullMarked
package io.pinakes.ingest.sentence.opennlp;

import org.jspecify.annotations.NullMarked;
