package io.gnomon.platform.core.templates.internal.exec;

import io.gnomon.platform.core.templates.internal.value.CallException;
import io.gnomon.platform.core.templates.internal.value.TypedText;

/**
 * What one run may use. A template that needs more is wrong or hostile: a run ends with an error
 * and not with the server.
 */
public final class Budget {
    /** Nested calls of templates and branches; Go's own limit is the stack of its threads. */
    static final int DEPTH_MAX = 500;

    /** Nodes and calls of functions: some seconds. */
    static final long STEPS_MAX = 10_000_000;

    /** Characters written and made by functions, together. */
    static final long CHARACTERS_MAX = 32_000_000;

    private long steps;
    private long characters;
    private int depth;

    void step() throws CallException {
        if (++steps > STEPS_MAX) {
            throw new CallException("the template takes more than " + STEPS_MAX + " steps");
        }
    }

    /** Counts text that is written or made. */
    public void characters(long count) throws CallException {
        characters += count;
        if (characters > CHARACTERS_MAX) {
            throw new CallException(
                    "the template makes more than " + CHARACTERS_MAX + " characters");
        }
    }

    /** Counts what a function made. */
    void made(Object value) throws CallException {
        if (value instanceof String s) {
            characters(s.length());
        } else if (value instanceof TypedText t) {
            characters(t.text().length());
        }
    }

    void enter() throws CallException {
        if (++depth > DEPTH_MAX) {
            throw new CallException("exceeded maximum template depth (" + DEPTH_MAX + ")");
        }
    }

    void leave() {
        depth--;
    }
}
