package io.gnomon.platform.core.http.internal.routing;

import java.io.IOException;

/** A request body is longer than its route takes, found while reading it. */
public final class BodyTooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    public BodyTooLarge(long bytesMax) {
        super("the body is larger than " + bytesMax + " bytes, which is the limit here");
    }
}
