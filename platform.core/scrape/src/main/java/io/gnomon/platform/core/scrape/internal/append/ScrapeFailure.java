package io.gnomon.platform.core.scrape.internal.append;

/** A scrape is of no use; the message is the sentence that the Targets page shows. */
public final class ScrapeFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is counted. */
    public enum Kind {
        OTHER,
        SAMPLE_LIMIT,
        LABEL_LIMITS,
        BODY_SIZE_LIMIT,
        BUCKET_LIMIT
    }

    private final Kind kind;

    public ScrapeFailure(String message) {
        this(Kind.OTHER, message);
    }

    public ScrapeFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public ScrapeFailure(String message, Throwable cause) {
        super(message, cause);
        this.kind = Kind.OTHER;
    }

    public Kind kind() {
        return kind;
    }

    /** The message, never null. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
