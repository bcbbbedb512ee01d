package io.gnomon.platform.core.remote.internal.ask;

/** A server did not give what it was asked for; the sentence is for the user of the query. */
final class Unanswered extends Exception {
    private static final long serialVersionUID = 1L;

    Unanswered(String sentence) {
        super(sentence);
    }
}
