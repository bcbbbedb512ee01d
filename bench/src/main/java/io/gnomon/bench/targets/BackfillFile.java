package io.gnomon.bench.targets;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What targets would have said over a stretch of time, as a file: a line for each sample with its
 * time, scrape behind scrape. In OpenMetrics times are seconds; VictoriaMetrics is given
 * milliseconds.
 *
 * @param startMillis time of the first scrape
 * @param jitterMillis each scrape is later than its slot by up to so much
 */
public record BackfillFile(
        Recording recording,
        int targets,
        long startMillis,
        long stepMillis,
        int scrapes,
        int jitterMillis,
        long seed) {
    private static final byte[] EOF = "# EOF\n".getBytes(StandardCharsets.US_ASCII);

    /** Samples in the file. */
    public long samples() {
        return (long) targets * recording.series() * scrapes;
    }

    /** Writes the file; the same numbers in both forms. */
    public void write(Path file, boolean openMetrics) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<byte[]>> series = new ArrayList<>();
        long[][] values = new long[targets][];
        List<Recording.Line> lines =
                recording.lines().stream().filter(line -> line.value() != null).toList();
        for (int t = 0; t < targets; t++) {
            String instance = TargetServer.host(t);
            series.add(
                    lines.stream()
                            .map(line -> labelled(line.text(), "instance", instance))
                            .toList());
            values[t] = new long[lines.size()];
        }
        TargetBody.ByteBuilder out = new TargetBody.ByteBuilder();
        try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (int n = 0; n < scrapes; n++) {
                for (int t = 0; t < targets; t++) {
                    out.length = 0;
                    long time = startMillis + n * stepMillis + random.nextInt(jitterMillis + 1);
                    scrape(
                            lines,
                            series.get(t),
                            values[t],
                            n,
                            random,
                            time(time, openMetrics),
                            out);
                    to.write(out.bytes, 0, out.length);
                }
            }
            if (openMetrics) {
                to.write(EOF);
            }
        }
    }

    private static void scrape(
            List<Recording.Line> lines,
            List<byte[]> series,
            long[] values,
            int number,
            SplittableRandom random,
            byte[] time,
            TargetBody.ByteBuilder out) {
        for (int i = 0; i < values.length; i++) {
            ValueModel model = lines.get(i).value();
            if (model != null) {
                values[i] = number == 0 ? model.first(random) : model.next(values[i], random);
                out.append(series.get(i));
                out.decimal(values[i], model.decimals());
                out.append(time);
            }
        }
    }

    private static byte[] time(long millis, boolean openMetrics) {
        String text =
                openMetrics
                        ? "%d.%03d".formatted(millis / 1000, millis % 1000)
                        : Long.toString(millis);
        return (" " + text + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** The bytes before the value with one label more. */
    static byte[] labelled(byte[] text, String name, String value) {
        String series = new String(text, StandardCharsets.UTF_8).stripTrailing();
        int brace = series.indexOf('{');
        String label = name + "=\"" + value + "\"";
        String with =
                brace < 0
                        ? series + "{" + label + "}"
                        : series.substring(0, brace + 1)
                                + label
                                + ","
                                + series.substring(brace + 1);
        return (with + " ").getBytes(StandardCharsets.UTF_8);
    }
}
