package io.gnomon.platform.core.http.internal.routing;

/**
 * Who sent a request.
 *
 * @param name empty when nobody has logged in
 * @param role in Gnomon; a user of web.yml has passed the front door and is anonymous here
 * @param csrfToken what calls that change something must carry when they came with a cookie; empty
 *     when the request carried no session
 */
public record Caller(String name, Role role, String csrfToken) {
    public static final Caller ANONYMOUS = new Caller("", Role.ANONYMOUS, "");

    /** The browser sends the credentials by itself, so other sites can make it send them. */
    public boolean usesCookie() {
        return !csrfToken.isEmpty();
    }
}
