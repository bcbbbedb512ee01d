package io.gnomon.platform.core.http.internal.tools;

/** {@code gnomon check ready}. */
public final class CheckReady extends ServerCheck {
    public CheckReady() {
        super("ready", "/-/ready");
    }
}
