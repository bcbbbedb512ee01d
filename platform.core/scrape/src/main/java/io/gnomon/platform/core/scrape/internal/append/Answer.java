package io.gnomon.platform.core.scrape.internal.append;

/** What a target answered. */
public sealed interface Answer {
    /** Size of the body, 0 when there was none. */
    int bodyBytes();

    /**
     * An exposition text.
     *
     * @param body of which the first {@code length} bytes count
     * @param openMetrics OpenMetrics, else the text format
     */
    record Text(byte[] body, int length, boolean openMetrics) implements Answer {
        @Override
        public int bodyBytes() {
            return length;
        }
    }

    /** What an exporter in this server reported, or a body of {@code bodyBytes} in protobuf. */
    record Reported(ReportedSamples samples, int bodyBytes) implements Answer {}
}
