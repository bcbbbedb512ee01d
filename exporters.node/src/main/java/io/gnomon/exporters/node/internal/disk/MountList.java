package io.gnomon.exporters.node.internal.disk;

import io.gnomon.exporters.node.internal.host.HostFiles;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.List;

/** Where the mounted file systems are told. */
@FunctionalInterface
interface MountList {
    List<Mount> read() throws IOException;

    /** By Linux, in /proc/1/mountinfo. */
    static MountList ofLinux(HostFiles files) {
        return () -> {
            List<String> lines;
            try {
                lines = files.lines(files.proc("1/mountinfo"));
            } catch (IOException e) {
                // Another user's /proc/1 cannot be read where hidepid is set.
                lines = files.lines(files.proc("self/mountinfo"));
            }
            List<Mount> mounts = new ArrayList<>(lines.size());
            for (String line : lines) {
                mounts.add(Mount.parse(line, files.rootfs()));
            }
            return mounts;
        };
    }

    /** By the JDK, where there is no Linux. */
    static MountList ofJdk() {
        return () -> {
            List<Mount> mounts = new ArrayList<>();
            for (FileStore store : FileSystems.getDefault().getFileStores()) {
                mounts.add(mount(store.toString(), store));
            }
            return mounts;
        };
    }

    /**
     * A file store tells its mount point in its text only: {@code /data (/dev/disk1)}, on Windows
     * {@code label (C:)}.
     */
    private static Mount mount(String text, FileStore store) {
        int bracket = text.lastIndexOf(" (");
        String before = bracket < 0 ? text : text.substring(0, bracket);
        String place =
                before.startsWith("/") || bracket < 0
                        ? before
                        : text.substring(bracket + 2, text.length() - 1) + "\\";
        return new Mount(store.name(), place, store.type(), "", "", store.isReadOnly());
    }
}
