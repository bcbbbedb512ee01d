package io.gnomon.platform.testkit.otlp;

import java.util.ArrayList;
import java.util.List;

/**
 * An ExportMetricsServiceRequest with one resource and one scope (opentelemetry-proto,
 * metrics/v1/metrics.proto).
 */
public final class OtlpRequest {
    public static final int GAUGE = 5;
    public static final int SUM = 7;
    public static final int HISTOGRAM = 9;
    public static final int EXPONENTIAL = 10;
    public static final int SUMMARY = 11;
    public static final int DELTA = 1;
    public static final int CUMULATIVE = 2;

    private static final long NANOS = 1_000_000;

    private final Proto resource = new Proto();
    private final Proto scope =
            new Proto().text(1, "my.scope").text(2, "1.2").message(3, attribute("scope.kind", "x"));
    private final List<Proto> metrics = new ArrayList<>();

    /** An attribute with a text. */
    public static Proto attribute(String name, String value) {
        return new Proto().text(1, name).message(2, new Proto().text(1, value));
    }

    /** Adds an attribute to the resource. */
    public OtlpRequest resource(String name, String value) {
        resource.message(1, attribute(name, value));
        return this;
    }

    /** Adds a metric; {@code data} has the fields of its kind without temporality. */
    public OtlpRequest metric(
            String name, String unit, int kind, int temporality, boolean monotonic, Proto data) {
        if (temporality != 0) {
            data.number(2, temporality);
        }
        if (monotonic) {
            data.number(3, 1);
        }
        metrics.add(
                new Proto()
                        .text(1, name)
                        .text(2, "About " + name)
                        .text(3, unit)
                        .message(kind, data));
        return this;
    }

    public byte[] bytes() {
        Proto scopeMetrics = new Proto().message(1, scope).text(3, "http://schema");
        metrics.forEach(metric -> scopeMetrics.message(2, metric));
        return new Proto()
                .message(1, new Proto().message(1, resource).message(2, scopeMetrics))
                .bytes();
    }

    /** A point of a gauge or sum. */
    public static Proto number(long timeMillis, double value, Proto... attributes) {
        Proto point =
                new Proto()
                        .fixed(2, (timeMillis - 60_000) * NANOS)
                        .fixed(3, timeMillis * NANOS)
                        .fixed(4, value);
        for (Proto attribute : attributes) {
            point.message(7, attribute);
        }
        return new Proto().message(1, point);
    }

    /** A point of a sum of whole numbers. */
    public static Proto whole(long timeMillis, long value) {
        return new Proto().message(1, new Proto().fixed(3, timeMillis * NANOS).fixed(6, value));
    }

    /** A point that says that there is no value any more. */
    public static Proto gone(long timeMillis) {
        return new Proto().message(1, new Proto().fixed(3, timeMillis * NANOS).number(8, 1));
    }

    /** A point of a histogram with bounds 0.5, 1, 2.5 and an exemplar in the second bucket. */
    public static Proto histogram(long timeMillis) {
        Proto exemplar =
                new Proto()
                        .fixed(2, timeMillis * NANOS)
                        .fixed(3, 0.75)
                        .bytes(
                                5,
                                new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
                        .message(7, attribute("user", "u"));
        return new Proto()
                .message(
                        1,
                        new Proto()
                                .fixed(3, timeMillis * NANOS)
                                .fixed(4, 10L)
                                .fixed(5, 12.5)
                                .packedFixed(6, 1, 0, 4, 5)
                                .packed(7, 0.5, 1, 2.5)
                                .message(8, exemplar)
                                .message(9, attribute("route", "/")));
    }

    /** A point of an exponential histogram with buckets on both sides and gaps. */
    public static Proto exponential(long timeMillis, int scale) {
        Proto positive = new Proto().signed(1, -3).packedVarints(2, 1, 0, 0, 2, 3, 0, 0, 0, 0, 4);
        Proto negative = new Proto().signed(1, 5).packedVarints(2, 7);
        return new Proto()
                .message(
                        1,
                        new Proto()
                                .fixed(3, timeMillis * NANOS)
                                .fixed(4, 20L)
                                .fixed(5, -4.5)
                                .signed(6, scale)
                                .fixed(7, 3L)
                                .message(8, positive)
                                .message(9, negative));
    }

    /** A point of a summary. */
    public static Proto summary(long timeMillis) {
        return new Proto()
                .message(
                        1,
                        new Proto()
                                .fixed(3, timeMillis * NANOS)
                                .fixed(4, 5L)
                                .fixed(5, 9.5)
                                .message(6, new Proto().fixed(1, 0.5).fixed(2, 1.5))
                                .message(6, new Proto().fixed(1, 0.99).fixed(2, 3.0)));
    }

    /** Every kind of metric at a time, with a resource that has more than its identity. */
    public static OtlpRequest ofEveryKind(long timeMillis) {
        return new OtlpRequest()
                .resource("service.name", "shop")
                .resource("service.namespace", "eu")
                .resource("service.instance.id", "shop-1")
                .resource("host.name", "h1")
                .resource("deployment.environment", "prod")
                .metric(
                        "process.memory.usage",
                        "By",
                        GAUGE,
                        0,
                        false,
                        number(timeMillis, 1e6, attribute("state.kind", "used")))
                .metric("pool.utilization", "1", GAUGE, 0, false, number(timeMillis, 0.5))
                .metric("http.requests", "1", SUM, CUMULATIVE, true, number(timeMillis, 42))
                .metric("io", "By/s", SUM, CUMULATIVE, false, whole(timeMillis, -7))
                .metric("old.gauge", "", GAUGE, 0, false, gone(timeMillis))
                .metric("http.duration", "s", HISTOGRAM, CUMULATIVE, false, histogram(timeMillis))
                .metric("size", "By", EXPONENTIAL, CUMULATIVE, false, exponential(timeMillis, 3))
                .metric("fine", "By", EXPONENTIAL, CUMULATIVE, false, exponential(timeMillis, 10))
                .metric("rpc.time", "ms", SUMMARY, 0, false, summary(timeMillis));
    }
}
