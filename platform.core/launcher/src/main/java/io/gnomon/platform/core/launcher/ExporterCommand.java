package io.gnomon.platform.core.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code gnomon exporter NAME}: one exporter alone on a host. The tool behind it is of
 * platform.core/http; what belongs to the process is here: the log, signals, the archive of
 * classes. Picocli stays out, which would be a third of the memory.
 */
final class ExporterCommand {
    static final String NAME = "exporter";

    private static final String REHEARSE = "--gnomon.rehearse";
    private static final String LOG_LEVEL = "log.level";
    private static final String LOG_FORMAT = "log.format";
    private static final int STOP_SECONDS = 10;
    private static final int WRONG_FLAGS = 2;

    private ExporterCommand() {}

    /**
     * Runs until the process is told to end.
     *
     * @param arguments name of the exporter and its flags
     * @return the exit code
     */
    static int run(Path home, List<String> arguments) throws IOException {
        try {
            LogSetup.configure(home, logFlags(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("gnomon exporter: error: " + e.getMessage() + "; try --help");
            return WRONG_FLAGS;
        }
        Thread running = Thread.currentThread();
        CountDownLatch ended = new CountDownLatch(1);
        Thread stop =
                new Thread(
                        () -> {
                            boolean stopped = ended.getCount() > 0;
                            running.interrupt();
                            if (await(ended) && (stopped || arguments.contains(REHEARSE))) {
                                ClassArchive.refresh();
                            }
                        },
                        "gnomon-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        List<String> all = new ArrayList<>();
        Tools tools = new Tools(home);
        all.add(tools.plugins().toString());
        all.addAll(arguments);
        try {
            return tools.run("gnomon exporter", all);
        } finally {
            ended.countDown();
        }
    }

    private static boolean await(CountDownLatch ended) {
        try {
            return ended.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** What the log is set up by; the tool checks all flags later. */
    private static Map<String, String> logFlags(List<String> arguments) {
        Map<String, String> flags = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            for (String flag : List.of(LOG_LEVEL, LOG_FORMAT)) {
                String argument = arguments.get(i);
                if (argument.startsWith("--" + flag + "=")) {
                    flags.put(flag, argument.substring(flag.length() + 3));
                } else if (argument.equals("--" + flag) && i + 1 < arguments.size()) {
                    flags.put(flag, arguments.get(i + 1));
                }
            }
        }
        return flags;
    }
}
