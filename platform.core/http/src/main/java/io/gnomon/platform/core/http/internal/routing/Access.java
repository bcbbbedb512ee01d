package io.gnomon.platform.core.http.internal.routing;

/** Who may call a route. */
public sealed interface Access {
    /** Everybody, whatever the settings: health, login, the files of the login page. */
    record Open() implements Access {}

    /** Everybody, unless reading was closed to the anonymous. */
    record Read() implements Access {}

    /** As the peer decides: by its flag. Off means the peer's own refusal. */
    record PeerWrite(boolean enabled, int refusalStatus, String refusal) implements Access {}

    /** Gnomon's administration: users of at least this role. */
    record Needs(Role role) implements Access {}

    Access OPEN = new Open();
    Access READ = new Read();
    Access USER = new Needs(Role.VIEWER);
    Access EDITOR = new Needs(Role.EDITOR);
    Access ADMIN = new Needs(Role.ADMIN);
}
