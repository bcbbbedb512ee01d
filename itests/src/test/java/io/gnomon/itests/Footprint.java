package io.gnomon.itests;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process holds, as jcmd tells it.
 *
 * @param classLoaders of bundles, after a full collection
 * @param threads threads of plugins' pools and of the store
 * @param metaspaceKiB in use
 */
record Footprint(int classLoaders, int threads, long metaspaceKiB) {
    /** Caches and the JIT load a few classes more as time goes on. */
    private static final long METASPACE_SLACK_KIB = 4096;

    /** Pools that had not grown yet when it was measured; one version's pool that stays is 4. */
    private static final int THREADS_SLACK = 12;

    /** Threads of pools go after 30 s without work; what is left over stays for ever. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * A library of which nothing was used before, such as the compressor of the store, gets its
     * class loader when it is. Versions that stay are as many as there were swaps.
     */
    private static final int LOADERS_SLACK = 1;

    private static final Pattern LOADERS =
            Pattern.compile(
                    "(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+\\S*BundleWiringImpl\\$BundleClassLoader\\b");
    private static final Pattern OURS = Pattern.compile("^\"(plugin io\\.gnomon\\.|tsdb-)");
    private static final Pattern METASPACE = Pattern.compile("Metaspace\\s+used (\\d+)K");

    static Footprint of(Process process) throws Exception {
        // A histogram begins with a full collection.
        int loaders = number(LOADERS, jcmd(process, "GC.class_histogram"));
        long metaspace = number(METASPACE, jcmd(process, "VM.metaspace"));
        int threads =
                (int) jcmd(process, "Thread.print").lines().filter(OURS.asPredicate()).count();
        return new Footprint(loaders, threads, metaspace);
    }

    private static String jcmd(Process process, String command) throws Exception {
        return Peers.run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        command));
    }

    private static int number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in " + text);
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** Waits until a server holds no more than it did; fails saying what it held last. */
    static void awaitBackAt(Footprint before, GnomonServer server) throws Exception {
        AtomicReference<Footprint> last = new AtomicReference<>(before);
        try {
            server.await(
                    PATIENCE,
                    "memory and threads are back where they were",
                    () -> {
                        last.set(of(server.process()));
                        return last.get().isNoLargerThan(before);
                    });
        } catch (AssertionError e) {
            throw new AssertionError("%s, before %s".formatted(last, before), e);
        }
    }

    private boolean isNoLargerThan(Footprint other) {
        return classLoaders <= other.classLoaders + LOADERS_SLACK
                && threads <= other.threads + THREADS_SLACK
                && metaspaceKiB <= other.metaspaceKiB + METASPACE_SLACK_KIB;
    }
}
