package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.promformat.chunk.ChunkEncoder;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/**
 * Writes an answer of remote read as a stream of frames: length, CRC-32C, {@code
 * prometheus.ChunkedReadResponse}. A frame has chunks of one series; a long series has several. For
 * one thread.
 */
public final class ChunkedReadWriter {
    private final OutputStream stream;
    private final int maxFrame;
    private final ProtoWriter out = new ProtoWriter();
    private final ProtoWriter head = new ProtoWriter();
    private final ChunkEncoder encoder = new ChunkEncoder();

    /**
     * Writes to a stream, which stays the caller's.
     *
     * @param maxFrame a frame ends behind the chunk with which it reaches so many bytes
     */
    public ChunkedReadWriter(OutputStream stream, int maxFrame) {
        this.stream = stream;
        this.maxFrame = maxFrame;
    }

    /**
     * Writes a series; they come in the order of their labels.
     *
     * @param query index of the query that it answers
     */
    public void add(int query, Labels labels, SampleColumn samples) throws IOException {
        for (int row = 0; row < samples.size; ) {
            out.clear();
            int series = out.begin(1);
            TimeSeriesMessage.writeLabels(labels, out);
            do {
                int next = encoder.encode(samples, row);
                int chunk = out.begin(2);
                out.int64(1, samples.times[row]);
                out.int64(2, samples.times[next - 1]);
                out.int64(3, encoder.encoding());
                out.bytes(4, encoder.bytes(), encoder.length());
                out.end(chunk);
                row = next;
            } while (row < samples.size && out.size() < maxFrame);
            out.end(series);
            out.int64(2, query);
            writeFrame();
        }
    }

    private void writeFrame() throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(out.bytes(), 0, out.size());
        long checksum = crc.getValue();
        head.clear();
        head.varint(out.size());
        stream.write(head.bytes(), 0, head.size());
        for (int shift = 24; shift >= 0; shift -= 8) {
            stream.write((int) (checksum >>> shift));
        }
        stream.write(out.bytes(), 0, out.size());
    }
}
