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
     * Adds up what the directory of the jar says, which costs nothing, then unpacks all of it once,
     * to nowhere: no file may be longer than the directory says.
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
        List<JarEntry> entries = jar.stream().toList();
        long left = bytesMax;
        for (JarEntry entry : entries) {
            checkSaid(entry, called, left, bytesMax);
            left -= entry.getSize();
        }
        byte[] buffer = new byte[1 << 16];
        for (JarEntry entry : entries) {
            if (unpackedBytes(jar, entry, buffer, called) > entry.getSize()) {
                throw new PluginRefused(
                        "%s is damaged: its file \"%s\" is longer than its directory says"
                                .formatted(called, entry.getName()));
            }
        }
    }

    /**
     * @param left bytes that the files before have left of the limit
     */
    private static void checkSaid(JarEntry entry, String called, long left, long bytesMax)
            throws PluginRefused {
        String name = entry.getName();
        if (!isInside(name)) {
            throw new PluginRefused(
                    "%s is refused: its file \"%s\" lies outside of it".formatted(called, name));
        }
        if (name.startsWith("META-INF/") && entry.getSize() > META_BYTES_MAX) {
            throw new PluginRefused(
                    "%s is refused: its file \"%s\" unpacks to more than %d MiB"
                            .formatted(called, name, META_BYTES_MAX >> 20));
        }
        if (entry.getSize() > left) {
            throw new PluginRefused(
                    "%s is refused: it unpacks to more than %d MiB"
                            .formatted(called, bytesMax >> 20));
        }
    }

    private static boolean isInside(String name) {
        return !name.startsWith("/")
                && name.indexOf('\\') < 0
                && !List.of(name.split("/", -1)).contains("..");
    }

    /** Counted up to a little more than what the directory says. */
    private static long unpackedBytes(JarFile jar, JarEntry entry, byte[] buffer, String called)
            throws PluginRefused, IOException {
        long size = 0;
        try (InputStream in = jar.getInputStream(entry)) {
            for (int n = in.read(buffer); n >= 0 && size <= entry.getSize(); n = in.read(buffer)) {
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
