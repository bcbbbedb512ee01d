package io.gnomon.exporters.node.internal.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A line of /proc/PID/mountinfo, see proc_pid_mountinfo(5).
 *
 * @param mountPoint as a process in the root file system sees it
 */
record Mount(
        String device,
        String mountPoint,
        String type,
        String major,
        String minor,
        boolean readOnly) {
    /** Columns before the separator: id, parent, major:minor, root, mount point, options. */
    private static final int MIN_COLUMNS = 6;

    static Mount parse(String line, Path rootfs) throws IOException {
        String[] words = line.split(" ", -1);
        int separator = Arrays.asList(words).indexOf("-");
        if (separator < MIN_COLUMNS || words.length < separator + 3) {
            throw new IOException("malformed mount point information: \"" + line + "\"");
        }
        String[] numbers = words[2].split(":", 2);
        String options = words[5];
        String superOptions = words.length > separator + 3 ? words[separator + 3] : "";
        return new Mount(
                words[separator + 2],
                strip(unescape(words[4]), rootfs.toString()),
                words[separator + 1],
                numbers[0],
                numbers.length > 1 ? numbers[1] : "",
                isReadOnly(options) || isReadOnly(superOptions));
    }

    private static boolean isReadOnly(String options) {
        List<String> list = Arrays.asList(options.split(",", -1));
        return list.contains("ro") || list.contains("emergency_ro");
    }

    /** Space, tab, newline and backslash are written as three octal digits. */
    private static String unescape(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && i + 3 < text.length()) {
                out.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    private static String strip(String mountPoint, String rootfs) {
        if (rootfs.equals("/") || !mountPoint.startsWith(rootfs)) {
            return mountPoint;
        }
        String inside = mountPoint.substring(rootfs.length());
        return inside.isEmpty() ? "/" : inside;
    }
}
