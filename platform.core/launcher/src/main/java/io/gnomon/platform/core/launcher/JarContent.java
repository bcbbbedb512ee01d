package io.gnomon.platform.core.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What is in a jar, and by what it is known without reading it again.
 *
 * @param sha256 of the jar
 * @param stamp inode, size and the time of the last change of the inode, which, unlike the time of
 *     the last modification, no program can set: reproducible builds give every jar the same
 *     modification time. Empty where the file system cannot tell
 */
record JarContent(String sha256, String stamp) {
    private static final JarContent UNKNOWN = new JarContent("", "");

    /** Reads the jar, unless it is the one that was read before. */
    static JarContent of(Path jar, JarContent before) throws IOException {
        String stamp = stamp(jar);
        return !stamp.isEmpty() && stamp.equals(before.stamp)
                ? before
                : new JarContent(sha256(jar), stamp);
    }

    /** What {@link #line} wrote; also a line without stamp, or an empty one. */
    static JarContent parse(String line) {
        if (line.isEmpty()) {
            return UNKNOWN;
        }
        String[] parts = line.split(" ", 2);
        return new JarContent(parts[0], parts.length == 1 ? "" : parts[1]);
    }

    String line() {
        return stamp.isEmpty() ? sha256 : sha256 + " " + stamp;
    }

    static String sha256(Path jar) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(jar)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String stamp(Path jar) throws IOException {
        if (!jar.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return "";
        }
        Map<String, Object> attributes = Files.readAttributes(jar, "unix:ino,size,ctime");
        String changed =
                attributes.get("ctime") instanceof FileTime time
                        ? Long.toString(time.to(TimeUnit.NANOSECONDS))
                        : "";
        return attributes.get("ino") + "-" + attributes.get("size") + "-" + changed;
    }
}
