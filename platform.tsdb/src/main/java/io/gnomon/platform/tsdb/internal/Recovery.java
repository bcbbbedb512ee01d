package io.gnomon.platform.tsdb.internal;

import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.head.BatchDecoder;
import io.gnomon.platform.tsdb.internal.head.CheckpointReader;
import io.gnomon.platform.tsdb.internal.head.Head;
import io.gnomon.platform.tsdb.internal.head.Replay;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;
import io.gnomon.platform.tsdb.internal.wal.SegmentReader;
import io.gnomon.platform.tsdb.internal.wal.SegmentWriter;
import io.gnomon.platform.tsdb.internal.wal.WalFolder;
import io.gnomon.platform.tsdb.internal.wal.WalMetrics;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Fills an empty head from the newest checkpoint and the segments behind it, and leaves the folder
 * so that a new segment can follow. Damage at the end of the last segment is what a crash leaves:
 * it is cut off. Damage anywhere else is not: reading stops there, and everything behind it is put
 * aside in the folder {@code damaged}, never skipped silently.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final WalFolder folder;
    private final Path aside;
    private final ChannelOpener files;
    private final Head head;
    private final WalMetrics metrics;
    private final BatchDecoder decoder = new BatchDecoder();
    private final Replay replay;
    private boolean checkpointDamaged;
    private long seq;
    private long lastSegment;

    Recovery(WalFolder folder, ChannelOpener files, Head head, WalMetrics metrics) {
        this.folder = folder;
        this.aside = folder.path().resolve("damaged");
        this.files = files;
        this.head = head;
        this.replay = new Replay(head);
        this.metrics = metrics;
    }

    /** Sequence number of the last batch that was read. */
    long seq() {
        return seq;
    }

    /** Number of the last segment that was kept, 0 when there is none. */
    long lastSegment() {
        return lastSegment;
    }

    /**
     * Reads everything.
     *
     * @return number for the next segment
     */
    long run() throws IOException {
        deleteUnfinished();
        long highest = highestNumber();
        long first = readCheckpoint();
        folder.deleteBefore(first);
        deleteUnusedChunks();
        List<Long> segments = folder.segments();
        while (!segments.isEmpty() && tookNoBatch(segments.getLast())) {
            Files.delete(folder.segment(segments.removeLast()));
        }
        for (int i = 0; i < segments.size(); i++) {
            Verdict verdict = read(segments.get(i), first, i == segments.size() - 1);
            if (verdict != Verdict.REJECTED) {
                lastSegment = segments.get(i);
            }
            if (verdict != Verdict.GOOD) {
                metrics.corruptions.increment();
                putAside(segments.subList(verdict == Verdict.CUT ? i + 1 : i, segments.size()));
                break;
            }
        }
        WalFolder.force(folder.path());
        return highest + 1;
    }

    private void deleteUnfinished() throws IOException {
        try (Stream<Path> all = Files.list(folder.path())) {
            for (Path file : all.toList()) {
                if (file.toString().endsWith(".tmp")) {
                    Files.delete(file);
                }
            }
        }
    }

    private long highestNumber() throws IOException {
        long highest = 0;
        List<List<Long>> all = new ArrayList<>(List.of(folder.segments(), folder.checkpoints()));
        all.add(folder.chunkFiles());
        if (Files.exists(aside)) {
            all.add(new WalFolder(aside).segments());
        }
        for (List<Long> numbers : all) {
            highest = numbers.isEmpty() ? highest : Math.max(highest, numbers.getLast());
        }
        return highest;
    }

    /** A free name for a file in the folder of damaged files. */
    private Path aside(Path file) throws IOException {
        Files.createDirectories(aside);
        Path free = aside.resolve(file.getFileName());
        for (int i = 1; Files.exists(free); i++) {
            free = aside.resolve(file.getFileName() + "." + i);
        }
        return free;
    }

    /** Reads the newest checkpoint; the answer is the first segment that it does not replace. */
    private long readCheckpoint() throws IOException {
        List<Long> checkpoints = folder.checkpoints();
        if (checkpoints.isEmpty()) {
            return 0;
        }
        long number = checkpoints.getLast();
        Path file = folder.checkpoint(number);
        try {
            seq = CheckpointReader.read(head, files, folder, number, this::chunksDamaged);
        } catch (CorruptDataException e) {
            metrics.corruptions.increment();
            if (head.nextId() > 0) {
                throw new IOException("the checkpoint " + file + " is damaged: " + e.getMessage());
            }
            LOG.error(
                    "the checkpoint {} is damaged: {}. It is put aside in {}; the samples in it are"
                            + " lost, the segments behind it are read",
                    file,
                    e.getMessage(),
                    aside);
            Files.move(file, aside(file));
            checkpointDamaged = true;
        }
        return number;
    }

    private void chunksDamaged(Path file, String what) throws IOException {
        metrics.corruptions.increment();
        LOG.error(
                "the file of chunks {} is damaged: {}. It is put aside in {}; its samples, and"
                        + " older ones of the same series that are not in blocks yet, are lost",
                file,
                what,
                aside);
        if (Files.exists(file)) {
            Files.move(file, aside(file));
        }
    }

    /**
     * Files of chunks that belong to no checkpoint: of one that was not finished; or of one that
     * was damaged, then they are put aside with it.
     */
    private void deleteUnusedChunks() throws IOException {
        Set<Long> used = head.chunkFiles();
        for (long number : folder.chunkFiles()) {
            if (!used.contains(number)) {
                Path file = folder.chunks(number);
                if (checkpointDamaged) {
                    Files.move(file, aside(file));
                } else {
                    Files.delete(file);
                }
            }
        }
    }

    private boolean tookNoBatch(long number) throws IOException {
        try (SegmentReader in = SegmentReader.open(files, folder.segment(number), 0)) {
            return !in.begin(number)
                    ? in.size() < 64
                    : !in.next() && in.end() != SegmentReader.End.DAMAGED;
        } catch (CorruptDataException e) {
            return false;
        }
    }

    /** What a segment turned out to be. */
    private enum Verdict {
        /** All of it was read. */
        GOOD,
        /** Its first part was read and kept; what follows cannot be trusted. */
        CUT,
        /** It does not belong here or does not even begin. */
        REJECTED
    }

    private Verdict read(long number, long firstAllowed, boolean last) throws IOException {
        Path file = folder.segment(number);
        SegmentReader.End end;
        long whole;
        long size;
        String damage;
        try (SegmentReader in = SegmentReader.open(files, file, 0)) {
            String objection = objection(in, number, firstAllowed);
            if (!objection.isEmpty()) {
                LOG.error(
                        "segment {} of the log cannot be read: {}. It and what follows is put aside"
                                + " in {}",
                        file,
                        objection,
                        aside);
                return Verdict.REJECTED;
            }
            replay(in, file);
            end = in.end();
            whole = in.position();
            size = in.size();
            damage = in.damage();
        }
        if (end == SegmentReader.End.CLOSED) {
            return Verdict.GOOD;
        }
        if (last) {
            if (end == SegmentReader.End.DAMAGED) {
                LOG.warn(
                        "the last segment {} of the log was not closed: {}; {} bytes behind the"
                                + " last whole batch are cut off",
                        file,
                        damage,
                        size - whole);
            }
            closeBehind(file, whole);
            return Verdict.GOOD;
        }
        LOG.error(
                "segment {} of the log is damaged at byte {}: {}. What follows is not read; it is"
                        + " put aside in {}",
                file,
                whole,
                damage.isEmpty() ? "it has no end" : damage,
                aside);
        Files.copy(file, aside(file));
        closeBehind(file, whole);
        return Verdict.CUT;
    }

    /** Why the segment cannot be read at all, empty when it can; goes to its first batch. */
    private String objection(SegmentReader in, long number, long firstAllowed) throws IOException {
        try {
            if (!in.begin(number)) {
                return in.damage().isEmpty() ? "it is empty" : in.damage();
            }
        } catch (CorruptDataException e) {
            return String.valueOf(e.getMessage());
        }
        long before = in.previous();
        boolean follows =
                lastSegment > 0 ? before == lastSegment : before == 0 || before < firstAllowed;
        return follows ? "" : "it follows segment " + before + ", which is missing";
    }

    private void replay(SegmentReader in, Path file) throws IOException {
        decoder.beginSegment();
        try {
            while (in.next()) {
                seq = Math.max(seq, in.seq());
                replay.begin(in.seq());
                decoder.decode(in, replay);
            }
        } catch (CorruptDataException e) {
            // The checksum is right, so this is no damage: we do not understand what was written.
            throw new IOException(
                    "segment "
                            + file
                            + " of the log has a batch that cannot be decoded: "
                            + e.getMessage(),
                    e);
        }
        replay.end();
    }

    private void closeBehind(Path file, long size) throws IOException {
        try (SegmentWriter writer = SegmentWriter.reopen(files, file, size)) {
            writer.end(seq);
        }
    }

    private void putAside(List<Long> segments) throws IOException {
        for (long number : segments) {
            Path file = folder.segment(number);
            Files.move(file, aside(file));
        }
    }
}
