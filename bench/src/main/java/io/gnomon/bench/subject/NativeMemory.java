package io.gnomon.bench.subject;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory of a Java process after a full collection, as its own native memory tracking and its class
 * histogram tell it.
 *
 * @param heap bytes of live objects
 * @param offHeap bytes that are committed outside the heap: classes, code, stacks, buffers
 */
public record NativeMemory(long heap, long offHeap) {
    private static final Pattern LIVE = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    private static final Pattern TOTAL = Pattern.compile("Total: .*committed=(\\d+)KB");
    private static final Pattern HEAP = Pattern.compile("Java Heap \\(.*committed=(\\d+)KB");
    private static final int KIB = 1024;

    /** What counts: live heap and everything outside of it. */
    public long total() {
        return heap + offHeap;
    }

    /**
     * Measures.
     *
     * @param pid of a process with -XX:NativeMemoryTracking=summary
     */
    public static NativeMemory of(long pid) throws IOException, InterruptedException {
        // Twice: what the first collection finds unreachable may hold native memory.
        jcmd(pid, "GC.run");
        long heap = number(LIVE, jcmd(pid, "GC.class_histogram"));
        String summary = jcmd(pid, "VM.native_memory", "summary", "scale=KB");
        return new NativeMemory(heap, KIB * (number(TOTAL, summary) - number(HEAP, summary)));
    }

    private static long number(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("jcmd answered " + text.strip());
        }
        return Long.parseLong(matcher.group(1));
    }

    private static String jcmd(long pid, String... words) throws IOException, InterruptedException {
        String[] command = new String[words.length + 2];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        command[1] = Long.toString(pid);
        System.arraycopy(words, 0, command, 2, words.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }
}
