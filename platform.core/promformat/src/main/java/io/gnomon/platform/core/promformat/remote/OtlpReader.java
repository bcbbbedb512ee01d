package io.gnomon.platform.core.promformat.remote;

import io.gnomon.platform.core.promformat.remote.OtlpMetric.Kind;

/**
 * Reads {@code ExportMetricsServiceRequest} (opentelemetry-proto,
 * opentelemetry/proto/metrics/v1/metrics.proto) and hands out what it finds, in the order of the
 * message, the resource before its scopes and a metric before its points. For one thread, reused.
 */
public final class OtlpReader {
    private final ProtoReader in = new ProtoReader();
    private final OtlpPointReader points = new OtlpPointReader(in);
    private final OtlpAttributes attributes = new OtlpAttributes();

    /** Takes what is found; arguments are reused after the call. */
    public interface Visitor {
        void resource(OtlpAttributes attributes);

        void scope(String name, String version, String schemaUrl, OtlpAttributes attributes);

        void metric(OtlpMetric metric);

        /** A point of the metric before. */
        void point(OtlpPoint point);

        /** All of the resource before has been seen. */
        void resourceEnd();
    }

    /**
     * Reads a message.
     *
     * @throws MessageException when it cannot be read; what came before was handed out
     */
    public void read(byte[] message, int length, Visitor visitor) throws MessageException {
        in.reset(message, 0, length);
        while (in.next()) {
            if (in.field() == 1) {
                int outer = in.enter();
                readResource(visitor);
                in.leave(outer);
            } else {
                in.skip();
            }
        }
    }

    /** Fields of a message may come in any order, so what others need is looked for first. */
    private void readResource(Visitor visitor) throws MessageException {
        int from = in.at;
        attributes.clear();
        while (in.next()) {
            if (in.field() == 1) {
                int outer = in.enter();
                OtlpValues.readAttributes(in, 1, attributes);
                in.leave(outer);
            } else {
                in.skip();
            }
        }
        visitor.resource(attributes);
        in.at = from;
        while (in.next()) {
            if (in.field() == 2) {
                int outer = in.enter();
                readScope(visitor);
                in.leave(outer);
            } else {
                in.skip();
            }
        }
        visitor.resourceEnd();
    }

    private void readScope(Visitor visitor) throws MessageException {
        int from = in.at;
        attributes.clear();
        String name = "";
        String version = "";
        String schemaUrl = "";
        while (in.next()) {
            if (in.field() == 1) {
                int outer = in.enter();
                int scope = in.at;
                OtlpValues.readAttributes(in, 3, attributes);
                in.at = scope;
                while (in.next()) {
                    switch (in.field()) {
                        case 1 -> name = in.text();
                        case 2 -> version = in.text();
                        default -> in.skip();
                    }
                }
                in.leave(outer);
            } else if (in.field() == 3) {
                schemaUrl = in.text();
            } else {
                in.skip();
            }
        }
        visitor.scope(name, version, schemaUrl, attributes);
        in.at = from;
        while (in.next()) {
            if (in.field() == 2) {
                int outer = in.enter();
                readMetric(visitor);
                in.leave(outer);
            } else {
                in.skip();
            }
        }
    }

    private void readMetric(Visitor visitor) throws MessageException {
        String name = "";
        String description = "";
        String unit = "";
        Kind kind = Kind.NONE;
        int from = in.at;
        int to = in.at;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> description = in.text();
                case 3 -> unit = in.text();
                case 5, 7, 9, 10, 11 -> {
                    kind = kind(in.field());
                    int outer = in.enter();
                    from = in.at;
                    to = in.end;
                    in.leave(outer);
                }
                default -> in.skip();
            }
        }
        int end = in.end;
        in.at = from;
        in.end = to;
        readData(new OtlpMetric(name, description, unit, kind, false, false, false), visitor);
        in.at = end;
        in.end = end;
    }

    private static Kind kind(int field) {
        return switch (field) {
            case 5 -> Kind.GAUGE;
            case 7 -> Kind.SUM;
            case 9 -> Kind.HISTOGRAM;
            case 10 -> Kind.EXPONENTIAL_HISTOGRAM;
            default -> Kind.SUMMARY;
        };
    }

    private void readData(OtlpMetric named, Visitor visitor) throws MessageException {
        int from = in.at;
        long temporality = 0;
        boolean monotonic = false;
        while (in.next()) {
            switch (in.field()) {
                case 2 -> temporality = in.int64();
                case 3 -> monotonic = in.int64() != 0;
                default -> in.skip();
            }
        }
        visitor.metric(
                new OtlpMetric(
                        named.name(),
                        named.description(),
                        named.unit(),
                        named.kind(),
                        temporality == 1,
                        temporality == 2,
                        monotonic));
        in.at = from;
        while (in.next()) {
            if (in.field() == 1) {
                int outer = in.enter();
                visitor.point(points.read(named.kind()));
                in.leave(outer);
            } else {
                in.skip();
            }
        }
    }
}
