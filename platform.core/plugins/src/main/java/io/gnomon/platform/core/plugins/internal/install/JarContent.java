package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.spi.runtime.PluginRefused;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipException;

/**
 * What a jar may hold before anything else reads it: a small file can unpack to more than memory
 * and disk have, and can name files outside of itself.
 */
final class JarContent {
    private static final long BYTES_MAX = 1L << 30;
    private static final int FILES_MAX = 100_000;

    /** Of a file that is read as a whole. */
    private static final long META_BYTES_MAX = 16L << 20;

    private JarContent() {}

    /**
     * Unpacks all of it once, to nowhere.
     *
     * @param called see {@link PluginJar#read}
     * @throws PluginRefused when it holds too much or what it must not, or is damaged
     */
    static void check(JarFile jar, String called) throws PluginRefused, IOException {
        check(jar, called, BYTES_MAX);
    }

    /** With another limit than that of plugins. */
    static void check(JarFile jar, String called, long bytesMax) throws PluginRefused, IOException {
        if (jar.size() > FILES_MAX) {
            throw new PluginRefused(
                    "%s has %d files; a plugin has at most %d"
                            .formatted(called, jar.size(), FILES_MAX));
        }
        byte[] buffer = new byte[1 << 16];
        long left = bytesMax;
        for (JarEntry entry : jar.stream().toList()) {
            String name = entry.getName();
            if (!isInside(name)) {
                throw new PluginRefused(
                        "%s is refused: its file \"%s\" lies outside of it"
                                .formatted(called, name));
            }
            boolean isMeta = name.startsWith("META-INF/");
            long most = isMeta ? Math.min(left, META_BYTES_MAX) : left;
            long size = unpackedBytes(jar, entry, most, buffer, called);
            if (size > most) {
                throw new PluginRefused(
                        isMeta && most == META_BYTES_MAX
                                ? "%s is refused: its file \"%s\" unpacks to more than %d MiB"
                                        .formatted(called, name, META_BYTES_MAX >> 20)
                                : "%s is refused: it unpacks to more than %d MiB"
                                        .formatted(called, bytesMax >> 20));
            }
            left -= size;
        }
    }

    private static boolean isInside(String name) {
        return !name.startsWith("/")
                && name.indexOf('\\') < 0
                && !List.of(name.split("/", -1)).contains("..");
    }

    /** Counted up to a little more than what is allowed. */
    private static long unpackedBytes(
            JarFile jar, JarEntry entry, long most, byte[] buffer, String called)
            throws PluginRefused, IOException {
        long size = 0;
        try (InputStream in = jar.getInputStream(entry)) {
            for (int n = in.read(buffer); n >= 0 && size <= most; n = in.read(buffer)) {
                size += n;
            }
        } catch (ZipException | EOFException e) {
            throw new PluginRefused(
                    "%s is damaged: its file \"%s\" cannot be unpacked"
                            .formatted(called, entry.getName()),
                    e);
        }
        return size;
    }
}
