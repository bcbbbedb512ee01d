package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.spi.runtime.PluginRefused;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Copies of jars under their SHA-256: what waits for confirmation, what runs, and what ran before.
 * Not thread-safe: used by the installer's thread, except {@link #receive}.
 */
final class JarStore {
    private final Path folder;

    /** What was read of the jars by their digests: a content does not change under its digest. */
    private final Map<String, PluginJar> known = new HashMap<>();

    private final Map<String, PluginRefused> refused = new HashMap<>();

    JarStore(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        for (Path left : list(".tmp")) {
            Files.delete(left);
        }
    }

    /**
     * Writes a stream to a file of its own.
     *
     * @throws PluginRefused when it is longer than allowed
     */
    Path receive(InputStream in, long bytesMax) throws IOException, PluginRefused {
        Path file = Files.createTempFile(folder, "upload", ".tmp");
        try (var out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            long size = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
                if (size > bytesMax) {
                    throw new PluginRefused(
                            "the jar is larger than %d MiB".formatted(bytesMax >> 20));
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException | PluginRefused e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return file;
    }

    /**
     * A copy that no longer changes; read from the copy, so that content and digest belong
     * together.
     *
     * @param called see {@link PluginJar#read}
     */
    PluginJar keep(Path jar, String called) throws IOException, PluginRefused {
        Path copy = Files.createTempFile(folder, "copy", ".tmp");
        try {
            Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
            PluginJar read = PluginJar.read(copy, called);
            PluginJar kept = read.at(path(read.sha256()));
            Files.move(copy, kept.file(), StandardCopyOption.ATOMIC_MOVE);
            known.put(kept.sha256(), kept);
            return kept;
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** A jar that was kept. */
    PluginJar get(String sha256) throws IOException, PluginRefused {
        Path file = path(sha256);
        PluginJar jar = known.get(sha256);
        PluginRefused no = refused.get(sha256);
        if (no != null) {
            throw no;
        }
        if (jar != null && Files.exists(file)) {
            return jar;
        }
        try {
            jar = PluginJar.read(file, file.getFileName().toString());
        } catch (PluginRefused e) {
            refused.put(sha256, e);
            throw e;
        }
        known.put(sha256, jar);
        return jar;
    }

    boolean has(String sha256) {
        return Files.exists(path(sha256));
    }

    /** Deletes all others. */
    void retain(Set<String> digests) throws IOException {
        known.keySet().retainAll(digests);
        refused.keySet().retainAll(digests);
        for (Path jar : list(".jar")) {
            String name = jar.getFileName().toString();
            if (!digests.contains(name.substring(0, name.length() - ".jar".length()))) {
                Files.delete(jar);
            }
        }
    }

    private List<Path> list(String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(ending)).toList();
        }
    }

    private Path path(String sha256) {
        return folder.resolve(sha256 + ".jar");
    }
}
