package io.gnomon.platform.core.launcher;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;

/**
 * Newer versions of parts of the server that lie in the plugins folder. What is chosen here runs
 * from the start on; a jar that is taken away again brings the distribution's back in the same way.
 */
final class StagedBundles {
    private static final Logger log = LoggerFactory.getLogger(StagedBundles.class);

    private final Map<String, Staged> byName = new HashMap<>();

    /** Of equal versions the file that was put in last counts, as for the plugin runtime. */
    private record Staged(Path jar, String name, Version version, FileTime modified)
            implements Comparable<Staged> {
        @Override
        public int compareTo(Staged other) {
            int byVersion = version.compareTo(other.version);
            return byVersion != 0 ? byVersion : modified.compareTo(other.modified);
        }
    }

    /** Reads the folder; one that others may write is not read. */
    StagedBundles(Path folder) throws IOException {
        if (!Files.isDirectory(folder) || isWritableByOthers(folder)) {
            return;
        }
        List<Path> jars;
        try (var files = Files.list(folder)) {
            jars = files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
        }
        for (Path jar : jars) {
            Staged staged = read(jar);
            if (staged != null) {
                byName.merge(staged.name(), staged, (a, b) -> a.compareTo(b) > 0 ? a : b);
            }
        }
    }

    private static boolean isWritableByOthers(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
        return permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    /**
     * The jar that runs in place of one of the distribution: a staged one that is not older, or
     * itself.
     */
    Path inPlaceOf(Path jar) {
        if (byName.isEmpty()) {
            return jar;
        }
        Staged own = read(jar);
        Staged staged = own == null ? null : byName.get(own.name());
        if (own == null || staged == null || staged.version().compareTo(own.version()) < 0) {
            return jar;
        }
        log.info("{} runs in place of {}", staged.jar(), jar.getFileName());
        return staged.jar();
    }

    /** Null for what is no bundle: the plugin runtime tells the user about it. */
    private static @Nullable Staged read(Path file) {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            var manifest = jar.getManifest();
            String name =
                    manifest == null
                            ? null
                            : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
            if (manifest == null || name == null) {
                return null;
            }
            Version version =
                    Version.parseVersion(
                            manifest.getMainAttributes().getValue(Constants.BUNDLE_VERSION));
            return new Staged(
                    file, name.split(";", 2)[0].strip(), version, Files.getLastModifiedTime(file));
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }
}
