package io.gnomon.platform.core.promformat.remote;

/** Reads the message {@code prometheus.ReadResponse} series by series. For one thread. */
public final class ReadResponseReader {
    private final ProtoReader in = new ProtoReader();
    private final TimeSeriesMessage message = new TimeSeriesMessage();
    private final RemoteSeries series = new RemoteSeries(in);
    private int outer = -1;
    private int query = -1;

    /** Begins with the first {@code length} bytes of an uncompressed message. */
    public void reset(byte[] bytes, int length) {
        in.reset(bytes, 0, length);
        outer = -1;
        query = -1;
    }

    /** Goes to the next series of any query; false behind the last. */
    public boolean next() throws MessageException {
        while (true) {
            if (outer < 0) {
                if (!in.next()) {
                    return false;
                }
                if (in.field() != 1) {
                    in.skip();
                    continue;
                }
                outer = in.enter();
                query++;
            }
            while (in.next()) {
                if (in.field() == 1) {
                    int result = in.enter();
                    message.read(in, series);
                    in.leave(result);
                    return true;
                }
                in.skip();
            }
            in.leave(outer);
            outer = -1;
        }
    }

    /** Index of the query that the series answers. */
    public int query() {
        return query;
    }

    /** The series that was found last. */
    public RemoteSeries series() {
        return series;
    }
}
