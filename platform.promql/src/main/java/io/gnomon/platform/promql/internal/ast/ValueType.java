package io.gnomon.platform.promql.internal.ast;

/** Types of PromQL expressions. */
public enum ValueType {
    SCALAR("scalar", "scalar"),
    STRING("string", "string"),
    VECTOR("vector", "instant vector"),
    MATRIX("matrix", "range vector");

    private final String text;
    private final String documented;

    ValueType(String text, String documented) {
        this.text = text;
        this.documented = documented;
    }

    /** The word of the HTTP API. */
    public String text() {
        return text;
    }

    /** The words of the documentation and of most messages. */
    public String documented() {
        return documented;
    }
}
