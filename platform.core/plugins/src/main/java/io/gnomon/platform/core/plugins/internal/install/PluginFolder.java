package io.gnomon.platform.core.plugins.internal.install;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;

/**
 * The folder into which users put jars. A jar counts once its size and time are the same in two
 * looks and its zip directory, which comes last in the file, can be read. For one thread.
 */
final class PluginFolder {
    /** A copy that pauses is not called broken at once. */
    private static final int LOOKS_UNTIL_BROKEN = 10;

    /** The folder's time may be one of whole seconds: another change can leave it as it is. */
    private static final int LOOKS_UNTIL_QUIET = 10;

    /** After so many a quiet folder is read all the same: not all file systems keep its time. */
    private static final int LOOKS_UNTIL_READ = 100;

    private final Path folder;
    private Map<Path, Stamp> seen = new HashMap<>();

    /** Jars whose directory could be read, as long as they do not change. */
    private final Set<Path> whole = new HashSet<>();

    private Look last = new Look(List.of(), List.of(), Set.of());
    private FileTime time = FileTime.fromMillis(0);
    private int looksAtTime;

    PluginFolder(Path folder) throws IOException {
        this.folder = folder;
        if (!Files.exists(folder)) {
            Files.createDirectories(folder);
            if (isPosix()) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
            }
        }
    }

    /**
     * What is there.
     *
     * @param complete jars that have been copied whole
     * @param broken jars that have not changed for a while and cannot be read
     * @param present all jars of this look and the one before: one that is put in anew is not gone
     */
    record Look(List<Found> complete, List<Path> broken, Set<Path> present) {}

    /** A jar and what tells it from its next content. */
    record Found(Path file, Stamp stamp) {}

    record Stamp(long size, FileTime modified, int looks) {
        boolean sameContent(Stamp other) {
            return size == other.size && modified.equals(other.modified);
        }
    }

    Path path() {
        return folder;
    }

    /** Why nothing is taken from the folder, null when all is well. */
    @Nullable String refusal() throws IOException {
        if (isPosix()) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
            if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
                return ("%s is not used: others may write into it (%s), and what lies in it runs"
                                + " with the server's rights; chmod go-w makes it fit")
                        .formatted(folder, PosixFilePermissions.toString(permissions));
            }
        }
        return null;
    }

    private boolean isPosix() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Looks at the folder; call it at equal distances of time. */
    Look look() throws IOException {
        if (!isQuiet()) {
            last = read();
        }
        return last;
    }

    /**
     * Whether nothing has come, gone or changed since the last look; nothing is listed to know it,
     * because that is what the server would do most often when it has nothing to do.
     */
    private boolean isQuiet() throws IOException {
        FileTime now = Files.getLastModifiedTime(folder);
        looksAtTime = now.equals(time) ? looksAtTime + 1 : 0;
        time = now;
        if (looksAtTime < LOOKS_UNTIL_QUIET
                || looksAtTime % LOOKS_UNTIL_READ == 0
                || last.complete().size() + last.broken().size() < seen.size()) {
            return false;
        }
        try {
            for (Map.Entry<Path, Stamp> jar : seen.entrySet()) {
                if (!stamp(jar.getKey()).sameContent(jar.getValue())) {
                    return false;
                }
            }
        } catch (NoSuchFileException e) {
            return false;
        }
        return true;
    }

    private static Stamp stamp(Path jar) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
        return new Stamp(attributes.size(), attributes.lastModifiedTime(), 1);
    }

    private Look read() throws IOException {
        Map<Path, Stamp> now = new HashMap<>();
        List<Found> complete = new ArrayList<>();
        List<Path> broken = new ArrayList<>();
        for (Path jar : jars()) {
            Stamp stamp = stamp(jar);
            Stamp before = seen.get(jar);
            if (before != null && before.sameContent(stamp)) {
                stamp = new Stamp(stamp.size(), stamp.modified(), before.looks() + 1);
                if (whole.contains(jar) || isZip(jar)) {
                    whole.add(jar);
                    complete.add(new Found(jar, stamp));
                } else if (stamp.looks() >= LOOKS_UNTIL_BROKEN) {
                    broken.add(jar);
                }
            } else {
                whole.remove(jar);
            }
            now.put(jar, stamp);
        }
        Set<Path> present = new HashSet<>(seen.keySet());
        present.addAll(now.keySet());
        seen = now;
        whole.retainAll(now.keySet());
        return new Look(complete, broken, present);
    }

    private List<Path> jars() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(PluginFolder::isJar).sorted().toList();
        }
    }

    private static boolean isJar(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".jar") && !name.startsWith(".") && Files.isRegularFile(file);
    }

    private static boolean isZip(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.size() > 0;
        } catch (IOException e) {
            return false;
        }
    }
}
