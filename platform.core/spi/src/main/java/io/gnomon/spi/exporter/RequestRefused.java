package io.gnomon.spi.exporter;

/**
 * What was asked of an exporter is not valid: a parameter is missing, names a module that does not
 * exist. Over HTTP the answer is 400 with the message, as the peer answers; in a scrape inside the
 * server it is the target's last error. For what failed on the other side throw anything else.
 */
public final class RequestRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** Refuses with one sentence, best the peer's own. */
    public RequestRefused(String message) {
        super(message);
    }
}
