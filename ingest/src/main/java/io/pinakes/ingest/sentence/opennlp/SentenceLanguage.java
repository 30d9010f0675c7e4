package io.pinakes.ingest.sentence.opennlp;

/**
 * How the sentences of a language are found.
 *
 * @param code ISO 639-1
 * @param resource of its model, on the class path
 * @param goesOnInLowerCase whether no sentence ends where the next letter is in lower case,
 *     whatever the model says
 */
record SentenceLanguage(String code, String resource, boolean goesOnInLowerCase) {}
