package io.gnomon.platform.core.http.internal.login;

import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Role;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Makes the user {@code admin} when there is no user at all, and gives it a new password when the
 * file {@code admin-reset} in the data directory asks for it ({@code gnomon user reset}). The
 * password is read from the file that GNOMON_ADMIN_PASSWORD_FILE names; without it one is made up
 * and shown once, on the terminal or in a file that only its owner may read. It never reaches the
 * log.
 */
public final class FirstAdministrator {
    public static final String NAME = "admin";

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);
    // No characters that look alike.
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 20;

    private final Accounts accounts;
    private final Path shownIn;
    private final Path resetRequest;

    /**
     * @param data the data directory
     */
    public FirstAdministrator(Accounts accounts, Path data) {
        this.accounts = accounts;
        this.shownIn = data.resolve("admin-password");
        this.resetRequest = data.resolve("admin-reset");
    }

    /**
     * Makes the user if need be.
     *
     * @param passwordFile value of GNOMON_ADMIN_PASSWORD_FILE, empty when it is not set
     * @throws IOException with a sentence when a file cannot be read or written
     */
    public void ensure(String passwordFile, Terminal terminal) throws IOException, SQLException {
        if (!Files.exists(resetRequest) && !accounts.users().isEmpty()) {
            return;
        }
        if (!passwordFile.isEmpty()) {
            make(read(passwordFile));
            LOG.info("the user {} has the password of GNOMON_ADMIN_PASSWORD_FILE", NAME);
            return;
        }
        Files.deleteIfExists(shownIn);
        String password = invent();
        if (!terminal.show("The user \"" + NAME + "\" has the password " + password + "\n")) {
            write(password);
            LOG.info("the password of the user {} is in {}", NAME, shownIn);
        }
        make(password);
    }

    private static String read(String file) throws IOException {
        String password;
        try {
            password = Files.readString(Path.of(file)).strip();
        } catch (IOException | InvalidPathException e) {
            throw new IOException("GNOMON_ADMIN_PASSWORD_FILE: cannot read " + file + ": " + e, e);
        }
        try {
            return PasswordRule.checked(password);
        } catch (HttpError e) {
            throw new IOException("GNOMON_ADMIN_PASSWORD_FILE: " + file + ": " + e.getMessage(), e);
        }
    }

    private void make(String password) throws IOException, SQLException {
        accounts.delete(NAME);
        accounts.create(NAME, password, Role.ADMIN);
        Files.deleteIfExists(resetRequest);
    }

    /** When it was the first password, the file that shows it has done its work. */
    public void passwordChanged(String user) throws IOException {
        if (user.equals(NAME)) {
            Files.deleteIfExists(shownIn);
        }
    }

    /** Where a person may sit. */
    @FunctionalInterface
    public interface Terminal {
        /** Shows a text; false when nobody sits there. */
        boolean show(String text);

        /** The terminal of the process. */
        static boolean ofProcess(String text) {
            // Absent or no terminal, depending on the implementation of the console.
            Optional<Console> console =
                    Optional.ofNullable(System.console()).filter(Console::isTerminal);
            console.ifPresent(c -> c.printf("%s", text).flush());
            return console.isPresent();
        }
    }

    private void write(String password) throws IOException {
        if (shownIn.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    shownIn,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(shownIn, password + "\n");
    }

    private static String invent() {
        SecureRandom random = new SecureRandom();
        StringBuilder out = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            out.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return out.toString();
    }
}
