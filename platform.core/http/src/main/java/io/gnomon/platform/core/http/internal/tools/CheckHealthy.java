package io.gnomon.platform.core.http.internal.tools;

/** {@code gnomon check healthy}. */
public final class CheckHealthy extends ServerCheck {
    public CheckHealthy() {
        super("healthy", "/-/healthy");
    }
}
