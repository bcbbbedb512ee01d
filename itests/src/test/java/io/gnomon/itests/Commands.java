package io.gnomon.itests;

import io.gnomon.platform.testkit.PeerPrograms;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs sub-commands by the peers' programs and by the assembled product. */
final class Commands {
    /** Of the distribution; it has nothing static that a call could leave to the next. */
    private static final ClassLoader LAUNCHER =
            new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader());

    private Commands() {}

    /** How a command ended. */
    record Outcome(int code, String out, String err) {}

    /** The real promtool; skips the test where it is not. */
    static Outcome promtool(String input, List<String> arguments) throws Exception {
        return peer("promtool", input, arguments);
    }

    /** A program of the peers; skips the test where it is not. */
    static Outcome peer(String program, String input, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(PeerPrograms.find(program).toString()));
        command.addAll(arguments);
        Path err = Files.createTempFile(program, ".err");
        try {
            Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It does not read its input.
            }
            String out =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    /**
     * The distribution's program under the name promtool, in this process: a JVM for each of
     * hundreds of calls would take minutes.
     */
    static Outcome ours(String input, List<String> arguments) throws Exception {
        return ours("promtool", input, arguments);
    }

    /** As {@link #ours(String, List)}, under another name. */
    static Outcome ours(String program, String input, List<String> arguments) throws Exception {
        InputStream inBefore = System.in;
        PrintStream outBefore = System.out;
        PrintStream errBefore = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            int code =
                    (int)
                            LAUNCHER.loadClass("io.gnomon.platform.core.launcher.Main")
                                    .getMethod("command", Path.class, String.class, String[].class)
                                    .invoke(
                                            null,
                                            Distribution.home(),
                                            program,
                                            arguments.toArray(String[]::new));
            return new Outcome(
                    code,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(arguments.toString(), e.getCause());
        } finally {
            System.setIn(inBefore);
            System.setOut(outBefore);
            System.setErr(errBefore);
            System.clearProperty("enable-feature");
        }
    }

    private static URL[] jars() {
        try (Stream<Path> files = Files.list(Distribution.home().resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .map(Commands::url)
                    .toArray(URL[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
