package io.gnomon.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What /proc says of a process.
 *
 * @param cpuSeconds user and system time of all its threads, the ended ones too
 * @param residentBytes now
 * @param peakResidentBytes most so far
 * @param writtenBytes sent towards the disk
 * @param waits how often a thread went to sleep; the threads that have ended are missing
 */
public record ProcessFigures(
        double cpuSeconds,
        long residentBytes,
        long peakResidentBytes,
        long writtenBytes,
        long waits) {
    /** USER_HZ, which is 100 on every Linux for programs. */
    static final double TICKS_A_SECOND = 100;

    /** Reads the figures of a live process. */
    public static ProcessFigures of(long pid) throws IOException {
        Path proc = Path.of("/proc/" + pid);
        Map<String, Long> status = fields(proc.resolve("status"));
        Map<String, Long> io = fields(proc.resolve("io"));
        return new ProcessFigures(
                cpuTicks(Files.readString(proc.resolve("stat"))) / TICKS_A_SECOND,
                1024 * status.getOrDefault("VmRSS", 0L),
                1024 * status.getOrDefault("VmHWM", 0L),
                io.getOrDefault("write_bytes", 0L),
                waits(proc.resolve("task")));
    }

    private static long waits(Path tasks) throws IOException {
        long waits = 0;
        try (var each = Files.newDirectoryStream(tasks)) {
            for (Path task : each) {
                try {
                    waits +=
                            fields(task.resolve("status"))
                                    .getOrDefault("voluntary_ctxt_switches", 0L);
                } catch (NoSuchFileException e) {
                    // it has ended since the folder was read
                }
            }
        }
        return waits;
    }

    /** utime and stime of a line of /proc/PID/stat, whose second field may hold blanks. */
    static long cpuTicks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /** CPU seconds by thread name, numbers cut off; threads that have ended are missing. */
    public static Map<String, Double> threads(long pid) throws IOException {
        Map<String, Double> seconds = new HashMap<>();
        try (var tasks = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks) {
                String stat = readIfThere(task.resolve("stat"));
                if (!stat.isEmpty()) {
                    String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
                    seconds.merge(
                            name.replaceFirst("[-# 0-9]+$", ""),
                            cpuTicks(stat) / TICKS_A_SECOND,
                            Double::sum);
                }
            }
        }
        return seconds;
    }

    /** Empty when the thread has ended since the folder was read. */
    private static String readIfThere(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static Map<String, Long> fields(Path file) throws IOException {
        Map<String, Long> fields = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            int colon = line.indexOf(':');
            String number = line.substring(colon + 1).replace(" kB", "").strip();
            if (!number.isEmpty() && number.chars().allMatch(Character::isDigit)) {
                fields.put(line.substring(0, colon), Long.parseLong(number));
            }
        }
        return fields;
    }

    /** Bytes of all files in a folder. */
    public static long folderBytes(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            long bytes = 0;
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }
}
