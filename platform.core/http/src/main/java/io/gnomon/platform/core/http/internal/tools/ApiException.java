package io.gnomon.platform.core.http.internal.tools;

/** A server did not answer what it was asked; the message is the sentence for the user. */
final class ApiException extends Exception {
    private static final long serialVersionUID = 1L;

    ApiException(String sentence) {
        super(sentence);
    }
}
