package io.gnomon.platform.core.exposition;

/** A text is not in its exposition format; the message is a sentence with the line. */
public final class ExpositionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String what;

    /**
     * An error in a line.
     *
     * @param format "text format" or "OpenMetrics"
     * @param line from 1
     * @param what without the place
     */
    ExpositionException(String format, int line, String what) {
        super(format + " parsing error in line " + line + ": " + what);
        this.line = line;
        this.what = what;
    }

    /** What is wrong, without the place. */
    public String what() {
        return what;
    }

    /** Line of the error, from 1. */
    public int line() {
        return line;
    }
}
