package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads requests of remote write series by series: {@code prometheus.WriteRequest} (1.0) or {@code
 * io.prometheus.write.v2.Request} (2.0). Unknown fields are skipped. For one thread, made for
 * reuse.
 */
public final class WriteRequestReader {
    private static final int V1_SERIES = 1;
    private static final int V1_METADATA = 3;
    private static final int V2_SYMBOLS = 4;
    private static final int V2_SERIES = 5;

    private final boolean version2;
    private final ProtoReader in = new ProtoReader();
    private final TimeSeriesMessage plain = new TimeSeriesMessage();
    private final SymbolSeriesMessage symbolic = new SymbolSeriesMessage();
    private final RemoteSeries series = new RemoteSeries(in);
    private final Map<String, MetricMetadata> metadata = new LinkedHashMap<>();

    /** A reader of one of the two. */
    public WriteRequestReader(boolean version2) {
        this.version2 = version2;
    }

    /**
     * Begins a request.
     *
     * @param message its uncompressed bytes from index 0 on; they stay the caller's and must not
     *     change while the request is read
     */
    public void reset(byte[] message, int length) throws MessageException {
        metadata.clear();
        in.reset(message, 0, length);
        if (version2) {
            symbolic.clearSymbols();
            while (in.next()) {
                if (in.field() == V2_SYMBOLS) {
                    int outer = in.enter();
                    symbolic.addSymbol(in.at, in.end);
                    in.leave(outer);
                } else {
                    in.skip();
                }
            }
            in.reset(message, 0, length);
        }
    }

    /**
     * Goes to the next series; false behind the last. One that cannot be read has a {@link
     * RemoteSeries#problem}, and the next can be asked for.
     *
     * @throws MessageException when nothing behind this place can be read
     */
    public boolean next() throws MessageException {
        while (in.next()) {
            if (in.field() == (version2 ? V2_SERIES : V1_SERIES)) {
                int outer = in.enter();
                int end = in.end;
                try {
                    if (version2) {
                        symbolic.read(in, series);
                    } else {
                        plain.read(in, series);
                    }
                } catch (MessageException e) {
                    series.broken(e);
                    in.end = end;
                }
                in.leave(outer);
                return true;
            }
            if (!version2 && in.field() == V1_METADATA) {
                readMetadata();
            } else {
                in.skip();
            }
        }
        return false;
    }

    private void readMetadata() throws MessageException {
        int outer = in.enter();
        MetricType type = MetricType.UNKNOWN;
        String family = "";
        String help = "";
        String unit = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> type = SymbolSeriesMessage.type(in.int64());
                case 2 -> family = in.text();
                case 4 -> help = in.text();
                case 5 -> unit = in.text();
                default -> in.skip();
            }
        }
        in.leave(outer);
        metadata.put(family, new MetricMetadata(type, help, unit));
    }

    /** The series that was found last. */
    public RemoteSeries series() {
        return series;
    }

    /** Metadata by family that 1.0 sends beside the series; complete when there is no next one. */
    public Map<String, MetricMetadata> metadata() {
        return metadata;
    }
}
