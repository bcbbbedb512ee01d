package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process holds, as jcmd tells it.
 *
 * @param classLoaders of our bundles and of plugins, after a full collection: a class of each.
 *     Those of libraries are left out, which come when something of them is used first
 * @param threads threads of plugins' pools and of the store
 * @param metaspaceKiB in use
 */
record Footprint(List<String> classLoaders, int threads, long metaspaceKiB) {
    /** Caches and the JIT load a few classes more as time goes on. */
    private static final long METASPACE_SLACK_KIB = 4096;

    /** Pools that had not grown yet when it was measured; one version's pool that stays is 4. */
    private static final int THREADS_SLACK = 12;

    /** Threads of pools go after 30 s without work. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String NODE = "+-- ";
    private static final Pattern OUR_CLASS = Pattern.compile("(?<![\\w.])io\\.gnomon\\.\\S+");

    private static final Pattern OURS = Pattern.compile("^\"(plugin io\\.gnomon\\.|tsdb-)");
    private static final Pattern METASPACE = Pattern.compile("Metaspace\\s+used (\\d+)K");

    static Footprint of(Process process) throws Exception {
        // A histogram begins with a full collection.
        String _ = jcmd(process, "GC.class_histogram");
        List<String> loaders = loaders(jcmd(process, "VM.classloaders show-classes=true"));
        long metaspace = number(METASPACE, jcmd(process, "VM.metaspace"));
        int threads =
                (int) jcmd(process, "Thread.print").lines().filter(OURS.asPredicate()).count();
        return new Footprint(loaders, threads, metaspace);
    }

    /** A class of ours of each loader of a bundle in the tree that jcmd draws. */
    private static List<String> loaders(String tree) {
        List<String> found = new ArrayList<>();
        boolean open = false;
        for (String line : tree.lines().toList()) {
            Matcher ours = OUR_CLASS.matcher(line);
            if (line.contains(NODE)) {
                open = line.contains("$BundleClassLoader");
            } else if (open && ours.find()) {
                found.add(ours.group());
                open = false;
            }
        }
        assertFalse(found.isEmpty(), tree);
        return found.stream().sorted().toList();
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
        return classLoaders.size() <= other.classLoaders.size()
                && threads <= other.threads + THREADS_SLACK
                && metaspaceKiB <= other.metaspaceKiB + METASPACE_SLACK_KIB;
    }
}
