package io.gnomon.platform.core.http.internal.gnomon;

/** Where Gnomon's own API lies. */
public final class GnomonApi {
    public static final String ROOT = "/api/gnomon/v1";

    private GnomonApi() {}
}
