package io.gnomon.platform.core.dashboards;

/** What was asked cannot be done; the message is the sentence that the user sees. */
public final class RequestRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why, with the HTTP status that fits. */
    public enum Kind {
        /** What was sent is wrong. */
        INVALID(400),
        /** The caller's role does not suffice. */
        FORBIDDEN(403),
        /** There is no such thing. */
        NOT_FOUND(404),
        /** Somebody else changed it meanwhile, or it cannot be changed at all. */
        CONFLICT(409);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /** HTTP status. */
        public int status() {
            return status;
        }
    }

    private final Kind kind;

    public RequestRefused(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public RequestRefused(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
