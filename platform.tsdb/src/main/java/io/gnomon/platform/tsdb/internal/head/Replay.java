package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes the batches of the log into a head that is not open yet. Batches of a group that have the
 * series of the batch before, and nothing but floats at one time, are gathered and appended series
 * by series: the record of a series is then touched once for many samples, which matters because
 * the virtual machine is cold and access to memory outside of the heap is slow until it is
 * compiled. In the end every series has had its samples in the order of the log: only one group has
 * gathered samples of a series at a time, and they are appended before anything else is done to it.
 */
public final class Replay implements BatchVisitor {
    /** So many values are gathered before they are appended. */
    private static final int MOST_VALUES = 4 << 20;

    private final Head head;
    private final HeadWriter writer;
    private final Map<Long, GatheredRows> groups = new HashMap<>();

    /** By series: the group that may have gathered samples of it. */
    private @Nullable GatheredRows[] owners = new @Nullable GatheredRows[1024];

    private long gathered;
    private long seq;

    /** Takes batches into an empty head, or one that has a checkpoint. */
    public Replay(Head head) {
        this.head = head;
        this.writer = head.writer();
    }

    /** Another batch begins. */
    public void begin(long batchSeq) {
        seq = batchSeq;
    }

    /** Appends all that was gathered. */
    public void end() {
        for (GatheredRows rows : groups.values()) {
            append(rows);
        }
    }

    private void append(GatheredRows rows) {
        gathered -= (long) rows.size() * rows.width();
        if (rows.size() > 0) {
            writer.apply(rows);
        }
    }

    private void appendGathered(int id) {
        GatheredRows owner = id >= 0 && id < owners.length ? owners[id] : null;
        if (owner != null) {
            append(owner);
        }
    }

    @Override
    public void samples(SampleRows rows) {
        int row = rows.isPlain() ? writer.replayedTime(rows, seq) : TimeColumns.NO_ROW;
        if (row == TimeColumns.NO_ROW) {
            for (int i = 0; i < rows.size; i++) {
                appendGathered(rows.ids[i]);
            }
            writer.apply(rows, seq);
            return;
        }
        GatheredRows group = groups.computeIfAbsent(rows.group, g -> writer.gathering().newGroup());
        if (!group.hasSeriesOf(rows)) {
            append(group);
            claim(group, rows);
        } else if (group.size() == 0) {
            claim(group, rows);
        }
        group.add(rows, seq, head.store.columns.current().number, row);
        gathered += rows.size;
        if (gathered > MOST_VALUES) {
            end();
        }
    }

    private void claim(GatheredRows group, SampleRows rows) {
        group.series(rows);
        for (int i = 0; i < rows.size; i++) {
            int id = rows.ids[i];
            if (id >= owners.length) {
                owners = Arrays.copyOf(owners, Math.max(id + 1, 2 * owners.length));
            }
            GatheredRows before = owners[id];
            if (before != group) {
                if (before != null) {
                    append(before);
                }
                owners[id] = group;
            }
        }
    }

    @Override
    public void series(int id, int group, Labels labels) {
        // A series that was removed and made again ends the old one.
        appendGathered(head.store.dictionary.find(labels));
        head.restoreSeries(id, group, labels);
    }

    @Override
    public void late(int id, long time, double value, @Nullable Histogram histogram) {
        appendGathered(id);
        writer.applyLate(id, time, value, histogram, seq);
    }

    @Override
    public void exemplar(int id, Exemplar exemplar) {
        head.apply(id, exemplar, seq);
    }

    @Override
    public void metadata(String family, MetricMetadata metadata) {
        head.apply(family, metadata);
    }

    @Override
    public void deletion(int id, long minTime, long maxTime) {
        appendGathered(id);
        writer.delete(id, minTime, maxTime);
    }
}
