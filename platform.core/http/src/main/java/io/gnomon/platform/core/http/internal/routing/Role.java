package io.gnomon.platform.core.http.internal.routing;

import java.util.Locale;

/** What somebody may do in Gnomon; each includes the ones before it. */
public enum Role {
    /** Nobody has logged in. */
    ANONYMOUS,
    VIEWER,
    EDITOR,
    ADMIN;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** As in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@link #text}.
     *
     * @throws IllegalArgumentException when there is no such role
     */
    public static Role of(String text) {
        for (Role role : values()) {
            if (role != ANONYMOUS && role.text().equals(text)) {
                return role;
            }
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is not a role; valid are viewer, editor and admin");
    }
}
