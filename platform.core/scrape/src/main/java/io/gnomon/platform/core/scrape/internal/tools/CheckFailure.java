package io.gnomon.platform.core.scrape.internal.tools;

/** What is wrong, in one sentence. */
final class CheckFailure extends Exception {
    private static final long serialVersionUID = 1L;

    CheckFailure(String sentence) {
        super(sentence);
    }
}
