package io.gnomon.bench;

import io.gnomon.bench.subject.Places;
import io.gnomon.bench.subject.Program;
import io.gnomon.bench.targets.TargetServer;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The fake targets of a run, in a process of their own whose time is not counted. */
final class Targets implements AutoCloseable {
    private static final int NODE_PORT = 19_300;
    private static final int RECORDED_ANSWERS = 20;

    private final Program program;
    private final int count;
    private final int port;

    private Targets(Program program, int count, int port) {
        this.program = program;
        this.count = count;
        this.port = port;
    }

    /** Starts them and waits until the last one answers. */
    static Targets start(Places places, Options options) throws IOException, InterruptedException {
        return start(places, options, List.of());
    }

    /**
     * As above.
     *
     * @param times start, step and number of the times that samples have, empty for none
     */
    static Targets start(Places places, Options options, List<String> times)
            throws IOException, InterruptedException {
        record(places);
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(
                List.of(
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve-targets",
                        recordings(places).toString(),
                        options.text("series"),
                        options.text("targets"),
                        options.text("target-port"),
                        options.text("gzip"),
                        options.text("jitter-ms"),
                        options.text("seed")));
        command.addAll(times);
        Targets targets =
                new Targets(
                        Program.start(command, Map.of(), places.work().resolve("targets.log")),
                        options.number("targets"),
                        options.number("target-port"));
        for (int tries = 0; ; tries++) {
            try {
                targets.counts();
                return targets;
            } catch (IOException e) {
                if (!targets.program.isAlive() || tries > 600) {
                    targets.close();
                    throw new IOException("the targets did not start; see targets.log", e);
                }
                Thread.sleep(50);
            }
        }
    }

    /** The other side of {@link #start}: serves until the process is ended. */
    static void serve(List<String> arguments) throws IOException {
        new TargetServer(
                        io.gnomon.bench.targets.Recording.read(
                                Path.of(arguments.get(0)), Integer.parseInt(arguments.get(1))),
                        Integer.parseInt(arguments.get(2)),
                        Integer.parseInt(arguments.get(3)),
                        Boolean.parseBoolean(arguments.get(4)),
                        Integer.parseInt(arguments.get(5)),
                        Long.parseLong(arguments.get(6)),
                        arguments.size() == 7
                                ? null
                                : new TargetServer.Times(
                                        Long.parseLong(arguments.get(7)),
                                        Long.parseLong(arguments.get(8)),
                                        Integer.parseInt(arguments.get(9))))
                .run();
    }

    static Path recordings(Places places) {
        return places.work().resolve("recording");
    }

    /** Asks a real node_exporter once a second, unless that was done before. */
    static void record(Places places) throws IOException, InterruptedException {
        Path folder = recordings(places);
        if (Files.exists(folder)) {
            return;
        }
        Path growing = Files.createDirectories(folder.resolveSibling("recording.tmp"));
        List<String> command =
                List.of(
                        places.program("prometheus-node-exporter").toString(),
                        "--web.listen-address=127.0.0.1:" + NODE_PORT);
        try (Program node =
                Program.start(command, Map.of(), places.work().resolve("node_exporter.log"))) {
            Thread.sleep(1000);
            for (int i = 0; i < RECORDED_ANSWERS && node.isAlive(); i++) {
                Files.write(
                        growing.resolve("%03d.prom".formatted(i)),
                        read("http://127.0.0.1:" + NODE_PORT + "/metrics"));
                Thread.sleep(1000);
            }
        }
        Files.move(growing, folder);
    }

    private static byte[] read(String url) throws IOException {
        try (InputStream in = URI.create(url).toURL().openStream()) {
            return in.readAllBytes();
        }
    }

    /**
     * The scrape configuration, the same for all servers.
     *
     * @param interval such as "1s"; also the timeout
     */
    String config(String interval) {
        StringBuilder out = new StringBuilder();
        out.append("global:\n  scrape_interval: ").append(interval);
        out.append("\n  scrape_timeout: ").append(interval);
        out.append("\nscrape_configs:\n  - job_name: node\n    honor_timestamps: true\n");
        out.append("    static_configs:\n      - targets:\n");
        for (int i = 0; i < count; i++) {
            out.append("          - ").append(TargetServer.host(i)).append(':').append(port);
            out.append('\n');
        }
        return out.toString();
    }

    /** Answers given so far. */
    long answers() throws IOException {
        return Long.parseLong(counts()[0]);
    }

    private String[] counts() throws IOException {
        return text("/counts").strip().split(" ", -1);
    }

    /** When requests came since this was asked last. */
    Lateness lateness(long intervalMillis) throws IOException {
        return Lateness.of(text("/arrivals"), intervalMillis);
    }

    private String text(String path) throws IOException {
        String url = "http://" + TargetServer.host(count - 1) + ":" + port + path;
        return new String(read(url), StandardCharsets.UTF_8);
    }

    /** Ends them before the block does: what comes then is measured without them. */
    void stop() {
        program.close();
    }

    @Override
    public void close() {
        program.close();
    }
}
