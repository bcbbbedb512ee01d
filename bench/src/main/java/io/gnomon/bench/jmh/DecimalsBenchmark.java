package io.gnomon.bench.jmh;

import io.gnomon.platform.core.exposition.Decimals;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Reading values of an exposition as node_exporter writes them; nanoseconds a value. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecimalsBenchmark {
    private static final String[] VALUES = {
        "0", "1", "288.16", "9.2209664e+08", "1.382408e+06", "4.4021e-05", "0.000123456", "22723"
    };

    private final byte[][] texts = new byte[VALUES.length][];

    /** The values as bytes. */
    public DecimalsBenchmark() {
        for (int i = 0; i < VALUES.length; i++) {
            texts[i] = VALUES[i].getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** Bytes to double. */
    @Benchmark
    @OperationsPerInvocation(8)
    public double parse() {
        double sum = 0;
        for (byte[] text : texts) {
            sum += Decimals.parse(text, 0, text.length);
        }
        return sum;
    }
}
