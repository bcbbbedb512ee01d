package io.gnomon.platform.core.launcher;

import io.gnomon.platform.core.launcher.amtool.Amtool;
import io.gnomon.platform.core.launcher.promtool.Promtool;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

import picocli.CommandLine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Starts the server in the foreground. Exit codes: 0 stopped from inside, 1 it cannot run (the
 * reason is said), 2 wrong flags, 75 another server holds the data directory, 143 after SIGTERM.
 */
public final class Main {
    private static final int EXIT_CANNOT_RUN = 1;
    private static final String PROMTOOL = "promtool";
    private static final String AMTOOL = "amtool";

    /** sysexits.h EX_TEMPFAIL. */
    static final int EXIT_LOCKED = 75;

    private Main() {}

    public static void main(String[] args) throws Exception {
        Path home = Path.of(System.getProperty("gnomon.home", "."));
        String program = System.getProperty("gnomon.program", "gnomon");
        if (args.length > 0 && args[0].equals(ExporterCommand.NAME)) {
            System.exit(ExporterCommand.run(home, List.of(args).subList(1, args.length)));
        }
        boolean tool = program.equals(PROMTOOL) || program.equals(AMTOOL);
        if (tool || (args.length > 0 && !args[0].startsWith("-"))) {
            System.exit(command(home, program, args));
        }
        CommandLineFlags flags = new CommandLineFlags();
        if (Arrays.stream(args).anyMatch(CommandLineFlags::isHelp)) {
            System.out.print(flags.help());
            return;
        }
        if (Arrays.stream(args).anyMatch(CommandLineFlags::isVersion)) {
            System.out.println("gnomon, version " + version());
            return;
        }
        Map<String, String> values;
        try {
            values = flags.parse(args);
            LogSetup.configure(home, values);
        } catch (IllegalArgumentException e) {
            System.err.println("gnomon: error: " + e.getMessage() + "; try --help");
            System.exit(2);
            return;
        }
        System.exit(run(home, values));
    }

    /**
     * Runs a sub-command.
     *
     * @param program the name by which the program was called: gnomon, promtool or amtool
     * @return its exit code
     */
    public static int command(Path home, String program, String... args) {
        CommandLine commands =
                switch (program) {
                    case PROMTOOL -> promtool(home);
                    case AMTOOL -> Amtool.program(version(), new Tools(home));
                    default -> subCommands(home);
                };
        return commands.execute(args);
    }

    /** What a sub-command asks the running server. */
    private static String answer(FelixServer server, Path data, String line) throws IOException {
        if (!line.startsWith(BackupCommand.REQUEST)) {
            throw new IOException("this server does not understand \"" + line + "\"");
        }
        Path folder = Path.of(line.substring(BackupCommand.REQUEST.length()));
        return BackupCommand.done(folder, new Backup(data).to(folder, server.backupParts()));
    }

    /** What the program does besides running the server. */
    private static CommandLine subCommands(Path home) {
        CommandLine program =
                Promtool.group("gnomon", "The Gnomon server; without a command it runs.");
        Promtool.addTo(program, new Tools(home));
        Amtool.addTo(program, new Tools(home));
        return program.addSubcommand(new BackupCommand())
                .addSubcommand(new RestoreCommand())
                .addSubcommand(
                        Promtool.group("plugin", "Writes plugins.")
                                .addSubcommand(new NewPlugin(home, version())))
                .addSubcommand(
                        Promtool.group("user", "Helps users back in.")
                                .addSubcommand(new ResetAdministrator()))
                .addSubcommand(tsdb(home));
    }

    /** What the program does when it is called by that name. */
    private static CommandLine promtool(Path home) {
        CommandLine program = Promtool.program(version());
        Promtool.addTo(program, new Tools(home));
        Promtool.addTo(program, tsdb(home));
        return program;
    }

    private static CommandLine tsdb(Path home) {
        return TsdbCommands.addTo(
                        Promtool.group("tsdb", "Works on data directories."), new Tools(home))
                .addSubcommand(new TsdbImport(home))
                .addSubcommand(new TsdbExport(home))
                .addSubcommand("dump", new TsdbDump(home, "dump"))
                .addSubcommand("dump-openmetrics", new TsdbDump(home, "dump-openmetrics"))
                .addSubcommand(
                        Promtool.group("create-blocks-from", "Makes blocks of other formats.")
                                .addSubcommand(new TsdbBackfill(home)));
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    /** A hang-up that came before there was a server reaches it when it is there. */
    private static void passOn(AtomicBoolean hangUp, @Nullable FelixServer server) {
        if (server != null && hangUp.getAndSet(false)) {
            server.signal("HUP");
        }
    }

    private static int run(Path home, Map<String, String> flags)
            throws IOException, BundleException, InterruptedException {
        // Lucene and the JDK log through java.util.logging: one log for all.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        LogRing lines = LogRing.attach();
        Logger log = LoggerFactory.getLogger(Main.class);
        Path data = Path.of(flags.getOrDefault("storage.tsdb.path", "data")).toAbsolutePath();
        boolean defaultAddress = !flags.containsKey("web.listen-address");
        if (defaultAddress) {
            flags.put(
                    "web.listen-address",
                    flags.containsKey("config.file") ? "0.0.0.0:9090" : "127.0.0.1:9090");
        }
        log.info(
                "Gnomon {} on {}; data in {}{}",
                version(),
                flags.get("web.listen-address"),
                data,
                defaultAddress ? "; change the address with --web.listen-address=HOST:PORT" : "");
        for (String name : FeatureNames.unknown(flags)) {
            log.warn("--enable-feature: there is no feature \"{}\"", name);
        }
        AtomicReference<@Nullable FelixServer> running = new AtomicReference<>();
        AtomicBoolean early = new AtomicBoolean();
        // Before anything else: a SIGHUP during the start must not end the process, nor be lost.
        Signals.onHangUp(() -> {
            early.set(true);
            passOn(early, running.get());
        });
        // Temporary files lie beside the data: /tmp may be small, and a file can be moved into
        // place.
        System.setProperty(
                "java.io.tmpdir", Files.createDirectories(data.resolve("tmp")).toString());
        boolean noLock = "true".equals(flags.get("storage.tsdb.no-lockfile"));
        try (DataLock lock = noLock ? DataLock.none() : DataLock.tryAcquire(data)) {
            if (lock == null) {
                log.error(
                        "data directory {} is in use by another server ({})",
                        data,
                        DataLock.owner(data));
                return EXIT_LOCKED;
            }
            if (DataFormat.isOfPrometheus(data)) {
                log.warn(
                        "{} has the data of a Prometheus, which stays as it is and is not read;"
                                + " stop this server and bring the samples over with: gnomon tsdb"
                                + " import {} --storage.tsdb.path={}",
                        data,
                        data,
                        data);
            }
            try {
                DataFormat.prepare(data);
            } catch (IOException e) {
                log.error("{}", e.getMessage());
                return EXIT_CANNOT_RUN;
            }
            long start = System.nanoTime();
            FelixServer server = FelixServer.start(home, data, flags, lines::lines);
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(
                                    () -> {
                                        server.stop();
                                        if (running.get() != null) {
                                            ClassArchive.refresh();
                                        }
                                    },
                                    "gnomon-stop"));
            String problem = server.startProblem();
            if (!problem.isEmpty()) {
                log.error("{}", problem);
                return EXIT_CANNOT_RUN;
            }
            running.set(server);
            passOn(early, server);
            log.info("started in {} ms", (System.nanoTime() - start) / 1_000_000);
            if ("true".equals(flags.get("gnomon.rehearse"))) {
                return 0;
            }
            HeapUpkeep.start();
            ControlSocket socket = ControlSocket.open(data, line -> answer(server, data, line));
            try {
                return server.awaitStop();
            } finally {
                if (socket != null) {
                    socket.close();
                }
            }
        }
    }
}
