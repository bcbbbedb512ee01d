package io.gnomon.platform.tsdb.internal.tools;

/** Why a tool cannot do what it was asked for, as a sentence for the user. */
final class ToolException extends Exception {
    private static final long serialVersionUID = 1L;

    ToolException(String sentence) {
        super(sentence);
    }
}
