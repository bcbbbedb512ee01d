package io.gnomon.platform.core.http.internal.login;

import io.gnomon.platform.core.http.internal.front.Credentials;
import io.gnomon.platform.core.http.internal.login.Accounts.User;
import io.gnomon.platform.core.http.internal.routing.Caller;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads the credentials of a request: a session's cookie, basic ones of a user, or a bearer token.
 * Users of web.yml only open the front door: with their credentials a request comes in, as nobody.
 */
public final class Login implements Credentials {
    /** Name of the cookie with the session. */
    public static final String COOKIE = "gnomon_session";

    private final Accounts accounts;
    private final Passwords passwords;
    private final LoginThrottle throttle;
    private final Supplier<Map<String, String>> doorUsers;

    /**
     * @param doorUsers users of web.yml with their bcrypt hashes, as they are now; when there are
     *     any, everybody must show something
     */
    public Login(
            Accounts accounts,
            Passwords passwords,
            LoginThrottle throttle,
            Supplier<Map<String, String>> doorUsers) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.throttle = throttle;
        this.doorUsers = doorUsers;
    }

    @Override
    public Caller identify(Request request) throws HttpError {
        try {
            Map<String, String> door = doorUsers.get();
            String authorization = header(request, HttpHeader.AUTHORIZATION);
            boolean passed = door.isEmpty();
            if (startsWith(authorization, "Bearer ")) {
                return bearer(authorization.substring(7).strip());
            }
            if (startsWith(authorization, "Basic ")) {
                Pair pair = Pair.of(authorization.substring(6).strip());
                String hash = door.get(pair.user());
                if (hash == null) {
                    return caller(check(pair, Request.getRemoteAddr(request)), "");
                }
                checkDoor(pair, hash, Request.getRemoteAddr(request));
                passed = true;
            }
            String session = sessionOf(request);
            User user = session.isEmpty() ? null : accounts.ofSession(session);
            if (user != null) {
                return caller(user, session);
            }
            if (!passed) {
                throw new HttpError(401, "Unauthorized");
            }
            return Caller.ANONYMOUS;
        } catch (SQLException e) {
            throw new HttpError(503, "users cannot be read now: " + e.getMessage());
        }
    }

    /** The session's token in the request, empty when there is none. */
    public static String sessionOf(Request request) {
        for (HttpCookie cookie : Request.getCookies(request)) {
            if (cookie.getName().equals(COOKIE)) {
                return cookie.getValue();
            }
        }
        return "";
    }

    private static Caller caller(User user, String session) {
        return new Caller(user.name(), user.role(), session.isEmpty() ? "" : csrfTokenOf(session));
    }

    /** Follows from the session's token, but not the other way round. */
    public static String csrfTokenOf(String session) {
        return Passwords.sha256("csrf\n" + session);
    }

    private Caller bearer(String token) throws SQLException, HttpError {
        Accounts.Token known = accounts.ofToken(token);
        if (known == null) {
            throw new HttpError(401, "the token is not valid");
        }
        return new Caller("token " + known.name(), known.role(), "");
    }

    private void checkDoor(Pair pair, String hash, String address) throws HttpError {
        mayTry(pair.user(), address);
        if (!passwords.matches(pair.password(), hash)) {
            throttle.failed(pair.user(), address);
            throw new HttpError(401, "Unauthorized");
        }
        throttle.succeeded(pair.user(), address);
    }

    /**
     * The user of a name and a password.
     *
     * @throws HttpError 401, or 429 after too many tries
     */
    public User check(String user, String password, String address) throws SQLException, HttpError {
        return check(new Pair(user, password), address);
    }

    private User check(Pair pair, String address) throws SQLException, HttpError {
        mayTry(pair.user(), address);
        User user = accounts.find(pair.user());
        if (user == null) {
            passwords.pretend(pair.password());
        }
        if (user == null || !passwords.matches(pair.password(), user.passwordHash())) {
            throttle.failed(pair.user(), address);
            throw new HttpError(401, "user or password is wrong");
        }
        throttle.succeeded(pair.user(), address);
        return user;
    }

    private void mayTry(String user, String address) throws HttpError {
        long wait = throttle.waitMillis(user, address);
        if (wait > 0) {
            long seconds = (wait + 999) / 1000;
            throw new HttpError(
                    429,
                    "too many wrong passwords; try again in " + seconds + " s",
                    Map.of("Retry-After", Long.toString(seconds)));
        }
    }

    private static boolean startsWith(String text, String start) {
        return text.regionMatches(true, 0, start, 0, start.length());
    }

    private static String header(Request request, HttpHeader header) {
        String value = request.getHeaders().get(header);
        return value == null ? "" : value;
    }

    private record Pair(String user, String password) {
        static Pair of(String base64) throws HttpError {
            try {
                String text =
                        new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
                int colon = text.indexOf(':');
                if (colon >= 0) {
                    return new Pair(text.substring(0, colon), text.substring(colon + 1));
                }
            } catch (IllegalArgumentException e) {
                // Said below.
            }
            throw new HttpError(401, "the basic credentials are not well-formed");
        }
    }
}
