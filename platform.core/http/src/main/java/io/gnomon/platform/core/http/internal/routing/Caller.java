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

    /**
     * Refuses who has less than the role.
     *
     * @throws HttpError 401 when nobody has logged in, else 403
     */
    public void require(Role needed) throws HttpError {
        if (role == Role.ANONYMOUS) {
            throw new HttpError(401, "log in first");
        }
        if (!role.includes(needed)) {
            throw new HttpError(
                    403,
                    "this needs the role " + needed.text() + "; " + name + " is " + role.text());
        }
    }
}
