package io.gnomon.platform.core.http.internal.prometheus;

import io.gnomon.model.query.QueryResult;
import io.gnomon.model.query.QueryResult.Series;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that results of queries may hold while they are being sent. The engine bounds what
 * queries use while they run; a client that reads slowly, or not at all, keeps the result after
 * that, and the thread that writes it: many of them together could fill the heap, or leave no
 * thread for others. Any thread.
 */
final class AnswerMemory {
    /** Answers of panels and of most programs, which are never refused. */
    private static final long SMALL_BYTES = 64 << 10;

    private static final long SERIES_BYTES = 200;
    private static final long LABEL_BYTES = 40;
    private static final long SAMPLE_BYTES = 16;
    private static final long HISTOGRAM_BYTES = 500;

    private final long bytesMax;
    private final Semaphore places;
    private final AtomicLong used = new AtomicLong();

    /**
     * @param bytesMax of all results that are larger than 64 KiB
     * @param most so many of them at a time
     */
    AnswerMemory(long bytesMax, int most) {
        this.bytesMax = bytesMax;
        this.places = new Semaphore(most);
    }

    /** Gives the memory back when it is closed, once. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Holds a result's memory until it is sent.
     *
     * @throws HttpError 503 when others hold too much
     */
    Held hold(QueryResult result) throws HttpError {
        long bytes = bytesOf(result);
        if (bytes <= SMALL_BYTES) {
            return () -> {};
        }
        if (!places.tryAcquire()) {
            throw full(bytes);
        }
        if (used.addAndGet(bytes) > bytesMax) {
            giveBack(bytes);
            throw full(bytes);
        }
        return () -> giveBack(bytes);
    }

    private void giveBack(long bytes) {
        used.addAndGet(-bytes);
        places.release();
    }

    private static HttpError full(long bytes) {
        return new HttpError(
                503,
                ("the answer has about %d MiB, and too many large answers are being sent to"
                                + " clients that read slowly; ask for less, or again in some"
                                + " seconds")
                        .formatted((bytes >> 20) + 1),
                Map.of("Retry-After", "5"));
    }

    private static long bytesOf(QueryResult result) {
        return switch (result) {
            case QueryResult.Vector vector -> bytesOf(vector.series());
            case QueryResult.Matrix matrix -> bytesOf(matrix.series());
            case QueryResult.Scalar scalar -> SAMPLE_BYTES;
            case QueryResult.Text text -> 2L * text.value().length();
        };
    }

    private static long bytesOf(List<Series> all) {
        long bytes = 0;
        for (Series series : all) {
            int rows = series.samples().size;
            boolean histograms = series.samples().histograms != null;
            bytes += SERIES_BYTES + series.labels().size() * LABEL_BYTES;
            bytes += rows * (SAMPLE_BYTES + (histograms ? HISTOGRAM_BYTES : 0));
        }
        return bytes;
    }
}
