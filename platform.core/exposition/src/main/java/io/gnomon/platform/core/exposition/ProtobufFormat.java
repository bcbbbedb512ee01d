package io.gnomon.platform.core.exposition;

/**
 * The exposition in protobuf, one {@code io.prometheus.client.MetricFamily} after the other behind
 * its length: how it is asked for and announced. platform.core.promformat writes it.
 */
public final class ProtobufFormat {
    private static final String TYPE = "application/vnd.google.protobuf";
    private static final String FAMILY = "io.prometheus.client.MetricFamily";

    private ProtobufFormat() {}

    /** Whether an entry of an Accept header asks for this. */
    public static boolean isAskedFor(AcceptEntry entry) {
        return entry.type().equals(TYPE)
                && entry.parameter("proto").equals(FAMILY)
                && entry.parameter("encoding").equals("delimited");
    }

    /** Value of the Content-Type header. */
    public static String contentType(NameEscaping escaping) {
        return TYPE + "; proto=" + FAMILY + "; encoding=delimited; escaping=" + escaping.text();
    }
}
