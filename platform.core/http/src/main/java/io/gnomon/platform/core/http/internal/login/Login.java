package io.gnomon.platform.core.http.internal.login;

import io.gnomon.platform.core.http.internal.front.Credentials;
import io.gnomon.platform.core.http.internal.login.Accounts.User;
import io.gnomon.platform.core.http.internal.routing.Caller;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

import java.sql.SQLException;
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
    private final DoorUsers door;

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
        this.door = new DoorUsers(passwords, throttle, doorUsers);
    }

    @Override
    public Caller identify(Request request) throws HttpError {
        try {
            String authorization = header(request, HttpHeader.AUTHORIZATION);
            boolean passed = door.isOpen();
            if (startsWith(authorization, "Bearer ")) {
                return bearer(authorization.substring(7).strip());
            }
            BasicCredentials shown = BasicCredentials.of(request);
            if (shown != null) {
                String address = Request.getRemoteAddr(request);
                if (!door.opensTo(shown, address)) {
                    return caller(ofGnomon(shown, address), "");
                }
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

    /** Says no as the door does, so that nobody learns which names it knows. */
    private User ofGnomon(BasicCredentials shown, String address) throws SQLException, HttpError {
        try {
            return check(shown, address);
        } catch (HttpError e) {
            throw e.status() == 401 && !door.isOpen() ? new HttpError(401, "Unauthorized") : e;
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

    /**
     * The user of a name and a password.
     *
     * @throws HttpError 401, or 429 after too many tries
     */
    public User check(String user, String password, String address) throws SQLException, HttpError {
        return check(new BasicCredentials(user, password), address);
    }

    private User check(BasicCredentials pair, String address) throws SQLException, HttpError {
        Passwords.Turn turn = () -> throttle.mayTry(pair.user(), address);
        turn.require();
        User user = accounts.find(pair.user());
        if (user == null) {
            passwords.pretend(pair.password(), turn);
        }
        if (user == null || !passwords.matches(pair.password(), user.passwordHash(), turn)) {
            throttle.failed(pair.user(), address);
            throw new HttpError(401, "user or password is wrong");
        }
        throttle.succeeded(pair.user(), address);
        return user;
    }

    private static boolean startsWith(String text, String start) {
        return text.regionMatches(true, 0, start, 0, start.length());
    }

    private static String header(Request request, HttpHeader header) {
        String value = request.getHeaders().get(header);
        return value == null ? "" : value;
    }
}
