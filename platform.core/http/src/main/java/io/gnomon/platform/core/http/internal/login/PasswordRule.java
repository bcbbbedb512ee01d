package io.gnomon.platform.core.http.internal.login;

import io.gnomon.platform.core.http.internal.routing.HttpError;

import java.nio.charset.StandardCharsets;

/** What a new password must be. */
public final class PasswordRule {
    private static final int LENGTH_MIN = 8;

    private PasswordRule() {}

    /**
     * The password itself.
     *
     * @throws HttpError 400 when it is too short, longer than bcrypt reads, or not Unicode
     */
    public static String checked(String password) throws HttpError {
        if (password.length() < LENGTH_MIN) {
            throw new HttpError(400, "a password has at least " + LENGTH_MIN + " characters");
        }
        if (!Passwords.isText(password)) {
            throw new HttpError(400, "a password is text, without half of a surrogate pair");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > Passwords.BYTES_MAX) {
            throw new HttpError(400, "a password has at most " + Passwords.BYTES_MAX + " bytes");
        }
        return password;
    }
}
