package io.gnomon.model.storage;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Rows that become visible together or not at all. For one thread; closed by its owner, which drops
 * what was not committed. A row that is not stored gets an {@link Outcome} and does not disturb the
 * others.
 */
@ProviderType
public interface AppendBatch extends AutoCloseable {
    /**
     * Reference of the series with these labels, made when it is new. Valid in the store's {@link
     * Storage#epoch} and for every batch, never negative. Appending by reference allocates nothing.
     *
     * @return the reference, or -1 when a series limit forbids a new one
     */
    long series(Labels labels);

    /** Which limit refused a series of this batch last, as a sentence; empty when none did. */
    default String limit() {
        return "";
    }

    /** Appends a float at the batch's time. */
    Outcome append(long series, double value);

    /** Appends a float at a time of its own. */
    Outcome append(long series, long timeMillis, double value);

    /** Appends a native histogram. */
    Outcome append(long series, long timeMillis, Histogram histogram);

    /**
     * Says when the counter began to count whose float is appended next. A store may keep it with
     * the float, or store a 0 at that time when the series has nothing newer. A histogram carries
     * its own.
     *
     * @param timeMillis of the float
     * @param startTimeMillis before it, else nothing is done
     * @return {@code NOT_SUPPORTED} by stores that make nothing of it
     */
    Outcome startTime(long series, long timeMillis, long startTimeMillis);

    /** Appends an exemplar. */
    Outcome exemplar(long series, Exemplar exemplar);

    /** Metadata of a family; the latest wins. */
    void metadata(String family, MetricMetadata metadata);

    /**
     * Makes all stored rows visible in one step. After it the batch takes no more rows.
     *
     * @throws StorageException when the durability that was asked for could not be had; the rows
     *     are then not acknowledged, though some stores may keep them
     */
    void commit(Durability durability) throws StorageException;

    /** Drops the rows when they were not committed. */
    @Override
    void close();

    /** What a commit promises when it returns. */
    enum Durability {
        /** Readers see it; it survives a crash of the process, and a power cut after 250 ms. */
        VISIBLE,
        /** Readers see it and it survives a power cut. */
        DURABLE
    }

    /** What became of a row. */
    enum Outcome {
        STORED,
        /** Same series, same time, same value: nothing to do. */
        DUPLICATE,
        /** Same series, same time, another value: refused. */
        CONFLICT,
        /** Older than the newest sample of the series, and the store takes none out of order. */
        OUT_OF_ORDER,
        /** Outside the window in which the store takes samples out of order. */
        TOO_OLD,
        /** Too far in the future. */
        TOO_NEW,
        /** A limit of the store forbids it. */
        LIMIT,
        /** The reference is of another epoch: look the series up again. */
        STALE_REFERENCE,
        /** This store does not keep this kind of row. */
        NOT_SUPPORTED
    }
}
