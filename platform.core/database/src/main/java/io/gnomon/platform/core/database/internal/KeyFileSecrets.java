package io.gnomon.platform.core.database.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.platform.core.database.DatabaseException;
import io.gnomon.platform.core.database.Secrets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM; a sealed text is 12 bytes of nonce, then cipher text and tag. */
final class KeyFileSecrets implements Secrets {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    /**
     * Reads the key, or makes one.
     *
     * @throws DatabaseException when the file cannot be read or is no key
     */
    KeyFileSecrets(Path file) {
        try {
            createIfAbsent(file);
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length != KEY_BYTES) {
                throw new DatabaseException(
                        "%s is not a key: it has %d bytes instead of %d; restore it from a backup"
                                .formatted(file, bytes.length, KEY_BYTES));
            }
            key = new SecretKeySpec(bytes, "AES");
        } catch (IOException e) {
            throw new DatabaseException("cannot read the key " + file + ": " + e, e);
        }
    }

    /** Written beside it first: after a power cut there is a whole key or none. */
    private void createIfAbsent(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel out =
                posix
                        ? FileChannel.open(fresh, options, ownerOnly)
                        : FileChannel.open(fresh, options)) {
            out.write(ByteBuffer.wrap(bytes));
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public byte[] seal(String text, String place) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(text.getBytes(UTF_8));
            byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every JDK", e);
        }
    }

    @Override
    public String open(byte[] sealed, String place) {
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            byte[] text =
                    cipher(Cipher.DECRYPT_MODE, nonce, place)
                            .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
            return new String(text, UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new DatabaseException(
                    "the secret of "
                            + place
                            + " cannot be read with this secrets.key: enter it again or restore the"
                            + " key",
                    e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(UTF_8));
        return cipher;
    }
}
