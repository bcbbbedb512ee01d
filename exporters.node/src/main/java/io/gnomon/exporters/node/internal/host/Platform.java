package io.gnomon.exporters.node.internal.host;

import java.util.Set;

/** What kind of host this is: collectors read what Linux tells, elsewhere a few ask the JDK. */
public enum Platform {
    LINUX,
    /** macOS, Windows and others, where there is neither /proc nor /sys. */
    OTHER;

    private static final Set<String> PORTABLE =
            Set.of("filesystem", "loadavg", "textfile", "time", "uname");

    /** The one that this process runs on. */
    public static Platform current() {
        return System.getProperty("os.name", "").equals("Linux") ? LINUX : OTHER;
    }

    /** Whether a collector can tell anything here. */
    public boolean has(String collector) {
        return this == LINUX || PORTABLE.contains(collector);
    }
}
