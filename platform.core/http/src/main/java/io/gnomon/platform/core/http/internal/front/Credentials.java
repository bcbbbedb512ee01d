package io.gnomon.platform.core.http.internal.front;

import io.gnomon.platform.core.http.internal.routing.Caller;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import org.eclipse.jetty.server.Request;

/** Finds out who sent a request. Many threads call it at once. */
@FunctionalInterface
public interface Credentials {
    /**
     * The caller; {@link Caller#ANONYMOUS} when nothing was shown and nothing is asked for.
     *
     * @throws HttpError 401 when what was shown is wrong or something must be shown, 429 after too
     *     many wrong tries
     */
    Caller identify(Request request) throws HttpError;
}
