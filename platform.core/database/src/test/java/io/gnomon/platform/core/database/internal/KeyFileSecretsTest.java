package io.gnomon.platform.core.database.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.platform.core.database.DatabaseException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

final class KeyFileSecretsTest {
    @TempDir Path folder;

    private KeyFileSecrets secrets() {
        return new KeyFileSecrets(folder.resolve("secrets.key"));
    }

    @Test
    void whatIsSealedIsOpenedWithTheSameKey() throws IOException {
        byte[] sealed = secrets().seal("pässword", "datasource/a");
        assertFalse(new String(sealed, UTF_8).contains("ssword"));
        assertEquals("pässword", secrets().open(sealed, "datasource/a"));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("secrets.key"))));
    }

    @Test
    void twoSealsOfOneTextDiffer() {
        assertFalse(Arrays.equals(secrets().seal("x", "p"), secrets().seal("x", "p")));
    }

    @Test
    void anotherPlaceKeyOrByteIsRefused() throws IOException {
        byte[] sealed = secrets().seal("x", "datasource/a");
        assertThrows(DatabaseException.class, () -> secrets().open(sealed, "datasource/b"));
        assertThrows(DatabaseException.class, () -> secrets().open(new byte[3], "datasource/a"));
        Files.delete(folder.resolve("secrets.key"));
        assertThrows(DatabaseException.class, () -> secrets().open(sealed, "datasource/a"));
    }

    @Test
    void aFileThatIsNoKeyIsNamed() throws IOException {
        Files.writeString(folder.resolve("secrets.key"), "short");
        String message = assertThrows(DatabaseException.class, this::secrets).toString();
        assertTrue(message.contains("secrets.key is not a key: it has 5 bytes"), message);
    }
}
