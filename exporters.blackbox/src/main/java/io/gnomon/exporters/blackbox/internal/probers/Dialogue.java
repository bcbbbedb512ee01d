package io.gnomon.exporters.blackbox.internal.probers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.exporters.blackbox.internal.config.QueryStep;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** What a module says to a server and expects from it; any number of threads. */
final class Dialogue {
    private static final String REGEX = "probe_failed_due_to_regex";
    private static final String BYTES = "probe_failed_due_to_bytes";
    private static final String REGEX_HELP = "Whether an expression was not found, or found.";
    private static final String BYTES_HELP = "Whether other bytes came than expected.";

    /** As much as a line may have in the peer. */
    private static final int LINE_MAX = 64 << 10;

    private final List<Step> steps;

    private record Step(QueryStep step, @Nullable Search expect) {}

    /** A connection, which may become one over TLS. */
    interface Wire {
        /** Bytes of the server, buffered. */
        InputStream in() throws IOException;

        OutputStream out() throws IOException;

        /** Goes on over TLS, which {@link #in} and {@link #out} then are. */
        void startTls() throws IOException;
    }

    Dialogue(List<QueryStep> steps) {
        this.steps =
                steps.stream()
                        .map(step -> {
                            var expect = step.expect();
                            return new Step(step, expect == null ? null : Search.of(expect));
                        })
                        .toList();
    }

    /** Sets what the peer reports before it knows anything. */
    static void begin(Gauges gauges) {
        gauges.set(REGEX, REGEX_HELP, 0);
        gauges.set(BYTES, BYTES_HELP, 0);
    }

    /** Goes through all steps; false when the server said something else. */
    boolean hold(Wire wire, Probe probe) throws IOException {
        for (Step step : steps) {
            String send = step.step.send();
            if (step.expect != null) {
                String answered = expect(wire, step.expect, step.step, probe);
                if (answered == null) {
                    return false;
                }
                send = answered;
            }
            if (!step.step.expectBytes().isEmpty()
                    && !expectBytes(wire, bytes(step.step.expectBytes()), probe)) {
                return false;
            }
            if (!send.isEmpty()) {
                probe.log().debug("Sending line", "line", send);
                OutputStream out = wire.out();
                out.write(bytes(send + "\n"));
                out.flush();
            }
            if (step.step.startTls()) {
                wire.startTls();
                probe.log().debug("TLS handshake succeeded");
            }
        }
        return true;
    }

    /** What to send then, null when no line has a match. */
    private static @Nullable String expect(
            Wire wire, Search expression, QueryStep step, Probe probe) throws IOException {
        String line;
        while ((line = line(wire.in())) != null) {
            probe.log().debug("Read line", "line", line);
            String send = expression.expand(line, step.send());
            if (send != null) {
                probe.gauges().set(REGEX, REGEX_HELP, 0);
                labels(expression, line, step, probe.gauges());
                return send;
            }
        }
        probe.gauges().set(REGEX, REGEX_HELP, 1);
        probe.log().error("Regexp did not match", "regexp", expression);
        return null;
    }

    private static void labels(Search expression, String line, QueryStep step, Gauges gauges) {
        if (step.labels().isEmpty()) {
            return;
        }
        List<String> labels = new ArrayList<>();
        for (QueryStep.Label label : step.labels()) {
            labels.add(label.name());
            labels.add(String.valueOf(expression.expand(line, label.value())));
        }
        gauges.set(
                "probe_expect_info",
                "What the server said, as labels.",
                1,
                labels.toArray(new String[0]));
    }

    private static boolean expectBytes(Wire wire, byte[] expected, Probe probe) throws IOException {
        byte[] read = wire.in().readNBytes(expected.length);
        boolean same = Arrays.equals(read, expected);
        probe.gauges().set(BYTES, BYTES_HELP, same ? 0 : 1);
        if (!same) {
            HexFormat hex = HexFormat.of();
            probe.log()
                    .error(
                            "Bytes did not match",
                            "expected",
                            hex.formatHex(expected),
                            "bytes",
                            hex.formatHex(read));
        }
        return same;
    }

    /** The next line without its end, null at the end of what the server says. */
    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next;
        while ((next = in.read()) != -1 && next != '\n') {
            if (line.size() == LINE_MAX) {
                throw new IOException("the server sent a line longer than " + LINE_MAX + " bytes");
            }
            line.write(next);
        }
        if (next == -1 && line.size() == 0) {
            return null;
        }
        String text = line.toString(UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** Bytes of a text; see {@link io.gnomon.spi.common.RawText}. */
    static byte[] bytes(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text.codePoints()
                .forEach(c -> {
                    if (c >= 0xDC80 && c <= 0xDCFF) {
                        out.write(c);
                    } else {
                        out.writeBytes(Character.toString(c).getBytes(UTF_8));
                    }
                });
        return out.toByteArray();
    }
}
