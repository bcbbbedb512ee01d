package io.gnomon.platform.core.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** The file {@code BACKUP} of a backup: what is in it. Page: docs/formats/backup.md. */
final class BackupManifest {
    static final String FILE = "BACKUP";
    private static final String TITLE = "gnomon backup 1";
    private static final String FORMAT = "format ";

    private BackupManifest() {}

    /** One file. */
    private record Entry(String crc, long size, String path) {
        String line() {
            return crc + " " + size + " " + path;
        }
    }

    /**
     * Lists all files of a folder; written last, so that a folder without it is no backup.
     *
     * @return bytes of the files
     */
    static long write(Path folder) throws IOException {
        List<String> lines = new ArrayList<>(List.of(TITLE, FORMAT + DataFormat.of(folder)));
        long sum = 0;
        for (Path file : files(folder)) {
            Entry entry = entry(folder, file);
            sum += entry.size;
            lines.add(entry.line());
        }
        Files.write(folder.resolve(FILE), lines, StandardCharsets.UTF_8);
        return sum;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(f -> !f.equals(folder.resolve(FILE)))
                    .sorted()
                    .toList();
        }
    }

    private static Entry entry(Path folder, Path file) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
                size += n;
            }
        }
        String path = folder.relativize(file).toString().replace('\\', '/');
        return new Entry("%08x".formatted(crc.getValue()), size, path);
    }

    /**
     * The files of a backup, each of which was read and has its checksum.
     *
     * @throws IOException with a sentence that names what is wrong
     */
    static List<Path> verified(Path folder) throws IOException {
        Path manifest = folder.resolve(FILE);
        if (!Files.exists(manifest)) {
            throw new IOException(folder + " is not a complete backup: it has no file " + FILE);
        }
        List<String> lines = Files.readAllLines(manifest, StandardCharsets.UTF_8);
        if (lines.size() < 2 || !lines.get(0).startsWith("gnomon backup ")) {
            throw new IOException(manifest + " does not begin with \"" + TITLE + "\"");
        }
        if (!lines.get(0).equals(TITLE)) {
            throw new IOException(
                    manifest
                            + " is of another version ("
                            + lines.get(0)
                            + "): use the Gnomon that"
                            + " made it");
        }
        int format = Integer.parseInt(lines.get(1).substring(FORMAT.length()));
        if (format > DataFormat.CURRENT) {
            throw new IOException(
                    folder
                            + " has format "
                            + format
                            + ", this Gnomon knows formats up to "
                            + DataFormat.CURRENT
                            + ": restore it with the newer Gnomon that made it");
        }
        List<Path> files = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            Path file = folder.resolve(line.split(" ", 3)[2]);
            if (!Files.isRegularFile(file)) {
                throw new IOException(file + " is missing in the backup");
            }
            if (!entry(folder, file).line().equals(line)) {
                throw new IOException(file + " is damaged: size or checksum differ from " + FILE);
            }
            files.add(file);
        }
        return files;
    }
}
