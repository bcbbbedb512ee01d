package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.promformat.chunk.ChunkDecoder;
import io.gnomon.platform.core.promformat.chunk.ChunkException;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/**
 * Reads a stream of frames of remote read. A series that is spread over frames comes once for each.
 * For one thread.
 */
public final class ChunkedReadReader {
    private final InputStream stream;
    private final int maxFrame;
    private final ProtoReader in = new ProtoReader();
    private final RemoteSeries series = new RemoteSeries(in);
    private final ChunkDecoder decoder = new ChunkDecoder();
    private byte[] frame = {};
    private int query;
    private boolean framed;

    /**
     * Reads from a stream, which stays the caller's.
     *
     * @param maxFrame a longer frame is refused before memory is taken for it
     */
    public ChunkedReadReader(InputStream stream, int maxFrame) {
        this.stream = stream;
        this.maxFrame = maxFrame;
    }

    /** Goes to the next series, or part of one; false at the end of the stream. */
    public boolean next() throws IOException, MessageException {
        while (true) {
            if (!framed) {
                if (!readFrame()) {
                    return false;
                }
                framed = true;
            }
            while (in.next()) {
                if (in.field() == 1) {
                    int outer = in.enter();
                    readSeries();
                    in.leave(outer);
                    return true;
                }
                in.skip();
            }
            framed = false;
        }
    }

    private boolean readFrame() throws IOException, MessageException {
        int first = stream.read();
        if (first < 0) {
            return false;
        }
        long length = first & 0x7f;
        int b = first;
        for (int shift = 7; (b & 0x80) != 0; shift += 7) {
            b = byteOf(stream);
            length |= (b & 0x7fL) << shift;
            if (shift > 28 || length > maxFrame) {
                throw new MessageException(
                        "a frame is longer than the " + maxFrame + " bytes that are allowed");
            }
        }
        long stored = 0;
        for (int i = 0; i < 4; i++) {
            stored = stored << 8 | byteOf(stream);
        }
        if (frame.length < length) {
            frame = new byte[(int) length];
        }
        if (stream.readNBytes(frame, 0, (int) length) < length) {
            throw new EOFException("the stream ends inside a frame");
        }
        CRC32C crc = new CRC32C();
        crc.update(frame, 0, (int) length);
        if (crc.getValue() != stored) {
            throw new MessageException(
                    String.format(
                            "a frame has checksum %08x, its bytes give %08x",
                            stored, crc.getValue()));
        }
        readQuery((int) length);
        in.reset(frame, 0, (int) length);
        return true;
    }

    /** The query's number comes behind the series. */
    private void readQuery(int length) throws MessageException {
        query = 0;
        in.reset(frame, 0, length);
        while (in.next()) {
            if (in.field() == 2) {
                query = (int) in.int64();
            } else {
                in.skip();
            }
        }
    }

    private static int byteOf(InputStream stream) throws IOException {
        int b = stream.read();
        if (b < 0) {
            throw new EOFException("the stream ends inside a frame");
        }
        return b;
    }

    private void readSeries() throws MessageException {
        series.clear();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> TimeSeriesMessage.readLabel(in, series);
                case 2 -> readChunk(series.samples);
                default -> in.skip();
            }
        }
    }

    private void readChunk(SampleColumn samples) throws MessageException {
        int outer = in.enter();
        int encoding = 0;
        int from = in.at;
        int to = in.at;
        while (in.next()) {
            switch (in.field()) {
                case 3 -> encoding = (int) in.int64();
                case 4 -> {
                    int chunk = in.enter();
                    from = in.at;
                    to = in.end;
                    in.leave(chunk);
                }
                default -> in.skip();
            }
        }
        in.leave(outer);
        try {
            decoder.decode(encoding, in.bytes, from, to, samples);
        } catch (ChunkException e) {
            throw in.wrong("a chunk cannot be read: " + e.getMessage());
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
