package io.gnomon.platform.core.http.internal.login;

import io.gnomon.platform.core.http.internal.front.Credentials;
import io.gnomon.platform.core.http.internal.routing.Caller;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.function.Supplier;

/**
 * Users of web.yml only open the front door: with their credentials a request comes in, as nobody.
 * Any thread.
 */
public final class DoorUsers implements Credentials {
    private final Passwords passwords;
    private final LoginThrottle throttle;
    private final Supplier<Map<String, String>> users;

    /**
     * @param users of web.yml with their bcrypt hashes, as they are now; when there are any,
     *     everybody must show something
     */
    public DoorUsers(
            Passwords passwords, LoginThrottle throttle, Supplier<Map<String, String>> users) {
        this.passwords = passwords;
        this.throttle = throttle;
        this.users = users;
    }

    /** Whether everybody may come in. */
    boolean isOpen() {
        return users.get().isEmpty();
    }

    /**
     * Whether these are credentials of one of the users.
     *
     * @return false when no user has that name
     * @throws HttpError 401 when the password is wrong, 429 after too many tries
     */
    boolean opensTo(BasicCredentials shown, String address) throws HttpError {
        String hash = users.get().get(shown.user());
        if (hash == null) {
            return false;
        }
        Passwords.Turn turn = () -> throttle.mayTry(shown.user(), address);
        turn.require();
        if (!passwords.matches(shown.password(), hash, turn)) {
            throttle.failed(shown.user(), address);
            throw new HttpError(401, "Unauthorized");
        }
        throttle.succeeded(shown.user(), address);
        return true;
    }

    /** For a server that has no other users. */
    @Override
    public Caller identify(Request request) throws HttpError {
        if (!isOpen()) {
            @Nullable BasicCredentials shown = BasicCredentials.of(request);
            if (shown == null || !opensTo(shown, Request.getRemoteAddr(request))) {
                throw new HttpError(401, "Unauthorized");
            }
        }
        return Caller.ANONYMOUS;
    }
}
