package io.gnomon.platform.core.templates.internal.fmt;

/** Flags, width and precision of one directive. */
final class Flags {
    static final int NONE = Integer.MIN_VALUE;

    boolean plus;
    boolean minus;
    boolean sharp;
    boolean space;
    boolean zero;
    int width = NONE;
    int precision = NONE;

    /** {@code %+v}: names of fields. */
    boolean plusV;

    /** {@code %#v}: Go's syntax. */
    boolean sharpV;

    /** Takes a flag; false if the character is none. */
    boolean take(char c) {
        switch (c) {
            case '+' -> plus = true;
            case '-' -> {
                minus = true;
                zero = false;
            }
            case '#' -> sharp = true;
            case ' ' -> space = true;
            case '0' -> zero = !minus;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Under {@code v} two flags mean something else. */
    void finish(int verb) {
        if (verb == 'v') {
            sharpV = sharp;
            sharp = false;
            plusV = plus;
            plus = false;
        }
    }

    /** Pads a text to the width. */
    void pad(StringBuilder out, String text) {
        int missing = width == NONE ? 0 : width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            out.append(text);
        } else if (minus) {
            out.append(text).repeat(' ', missing);
        } else {
            out.repeat(zero ? '0' : ' ', missing).append(text);
        }
    }

    /** Pads with spaces, whatever the flags say. */
    void padWithSpaces(StringBuilder out, String text) {
        boolean before = zero;
        zero = false;
        pad(out, text);
        zero = before;
    }
}
