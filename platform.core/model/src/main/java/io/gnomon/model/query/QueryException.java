package io.gnomon.model.query;

/** A query that has no answer; the message is what the user sees. */
public final class QueryException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Error types of Prometheus's HTTP API with their status codes. */
    public enum Type {
        BAD_DATA("bad_data", 400),
        EXECUTION("execution", 422),
        TIMEOUT("timeout", 503),
        CANCELED("canceled", 499),
        UNAVAILABLE("unavailable", 503),
        INTERNAL("internal", 500);

        private final String text;
        private final int status;

        Type(String text, int status) {
            this.text = text;
            this.status = status;
        }

        /** As in the JSON field errorType. */
        public String text() {
            return text;
        }

        /** HTTP status. */
        public int status() {
            return status;
        }
    }

    private final Type type;

    public QueryException(Type type, String message) {
        super(message);
        this.type = type;
    }

    public QueryException(Type type, String message, Throwable cause) {
        super(message, cause);
        this.type = type;
    }

    public Type type() {
        return type;
    }
}
