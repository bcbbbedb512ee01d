package io.gnomon.platform.core.templates.internal.exec;

import io.gnomon.platform.core.templates.internal.value.CallException;

/** Where a running template writes. */
public interface Output {
    /** Text of the template itself. */
    void text(String literal) throws CallException;

    /**
     * The value of an action.
     *
     * @param escaped the name of the function html, js or urlquery when the action ends with it,
     *     else empty
     */
    void value(Object value, String escaped) throws CallException;

    /** What was written. */
    String result() throws CallException;
}
