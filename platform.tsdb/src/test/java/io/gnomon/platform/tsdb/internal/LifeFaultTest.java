package io.gnomon.platform.tsdb.internal;

import static io.gnomon.platform.tsdb.internal.LifeFixture.count;
import static io.gnomon.platform.tsdb.internal.LifeFixture.open;
import static io.gnomon.platform.tsdb.internal.LifeFixture.options;
import static io.gnomon.platform.tsdb.internal.LifeFixture.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.testkit.files.FaultyFiles;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Cutting and compacting on disks that fill up, fail, lose power and flip bits. {@code
 * -Dgnomon.seed} repeats a run.
 */
class LifeFaultTest {
    private static final int SERIES = 4;

    @TempDir private Path temp;

    private final FaultyFiles files = new FaultyFiles();

    private static Random seeded(String test) {
        long seed = Long.getLong("gnomon.seed", System.nanoTime());
        System.out.println("LifeFaultTest." + test + ": -Dgnomon.seed=" + seed);
        return new Random(seed);
    }

    private static long expected(int hours) {
        return SERIES * 60L * hours;
    }

    private static List<Path> blockFolders(Path data) throws IOException {
        try (Stream<Path> all = Files.list(data.resolve("blocks"))) {
            return all.toList();
        }
    }

    /** Something that is done to blocks. */
    private interface Act {
        void on(TsdbStorage storage) throws Exception;
    }

    private void failsAndRecovers(Act fault, Act repair, boolean compact) throws Exception {
        TsdbOptions options = options(temp).withFiles(files::open);
        try (TsdbStorage storage = open(options)) {
            write(storage, "m", SERIES, 0, 10);
            if (compact) {
                storage.upkeep().cut();
            }
            int before = blockFolders(temp).size();
            fault.on(storage);
            assertThrows(
                    Exception.class,
                    () -> {
                        if (compact) {
                            storage.blockUpkeep().run();
                        } else {
                            storage.upkeep().cut();
                        }
                    });
            assertEquals(expected(10), count(storage, "m"));
            assertEquals(before, blockFolders(temp).size(), "nothing half done is left");
            repair.on(storage);
            storage.upkeep().cut();
            storage.blockUpkeep().run();
            assertEquals(expected(10), count(storage, "m"));
        }
        try (TsdbStorage storage = open(options)) {
            assertEquals(expected(10), count(storage, "m"));
        }
    }

    @Test
    void aFullDiskDelaysACut() throws Exception {
        failsAndRecovers(s -> files.spaceLeft(300), s -> files.spaceLeft(Long.MAX_VALUE), false);
    }

    @Test
    void aFullDiskDelaysACompaction() throws Exception {
        failsAndRecovers(s -> files.spaceLeft(300), s -> files.spaceLeft(Long.MAX_VALUE), true);
    }

    @Test
    void aFailedFsyncOfABlockKeepsItsParents() throws Exception {
        failsAndRecovers(s -> files.failForces(true), s -> files.failForces(false), true);
    }

    @Test
    void failedWritesOfABlockKeepItsParents() throws Exception {
        failsAndRecovers(s -> files.failWrites(true), s -> files.failWrites(false), true);
    }

    /** At each file that is opened the power may go: what was durable is there, once. */
    @Test
    void aPowerCutAtAnyMomentLeavesEachSampleOnce() throws Exception {
        Random random = seeded("powerCut");
        int rounds = System.getProperty("long") == null ? 2 : 40;
        for (int round = 0; round < rounds; round++) {
            Path data = temp.resolve("round" + round);
            List<Path> cuts = new ArrayList<>();
            boolean[] armed = {false};
            ChannelOpener opener =
                    (file, how) -> {
                        if (armed[0] && random.nextInt(4) == 0) {
                            Path cut = data.resolveSibling(data.getFileName() + "-" + cuts.size());
                            files.cutPowerOf(data, cut, random);
                            cuts.add(cut);
                        }
                        return files.open(file, how);
                    };
            try (TsdbStorage storage = open(options(data).withFiles(opener))) {
                write(storage, "m", SERIES, 0, 14 + random.nextInt(10));
                long all = count(storage, "m");
                armed[0] = true;
                storage.upkeep().cut();
                storage.blockUpkeep().run();
                new TsdbAdmin(storage)
                        .delete(List.of(Matcher.equal("s", "77")), Long.MIN_VALUE, Long.MAX_VALUE);
                armed[0] = false;
                files.cutPowerOf(data, data.resolveSibling(data.getFileName() + "-end"), random);
                cuts.add(data.resolveSibling(data.getFileName() + "-end"));
                assertFalse(cuts.size() < 2, "the power went " + cuts.size() + " times");
                for (Path cut : cuts) {
                    try (TsdbStorage left = open(options(cut))) {
                        assertEquals(all, count(left, "m"), cut::toString);
                        left.upkeep().cut();
                        left.blockUpkeep().run();
                        assertEquals(all, count(left, "m"), cut::toString);
                    }
                }
            }
        }
    }

    /** Any bit of any file of a block: never wrong data, never silently less. */
    @Test
    void aFlippedBitIsFoundAndTheRestIsRead() throws Exception {
        Random random = seeded("flippedBit");
        Path data = temp.resolve("data");
        try (TsdbStorage storage = open(options(data))) {
            write(storage, "m", SERIES, 0, 9);
            storage.upkeep().cut();
            storage.blockUpkeep().run();
            new TsdbAdmin(storage)
                    .delete(
                            List.of(Matcher.equal("s", "1")),
                            LifeFixture.START,
                            LifeFixture.START + LifeFixture.HOUR - 1);
            LifeFixture.awaitDeletions(storage);
        }
        long all = expected(9) - 60;
        int flips = System.getProperty("long") == null ? 1 : 200;
        int found = 0;
        for (Path folder : blockFolders(data)) {
            List<Path> inside;
            try (Stream<Path> walk = Files.walk(folder)) {
                inside = walk.filter(Files::isRegularFile).toList();
            }
            for (Path file : inside) {
                for (int i = 0; i < flips; i++) {
                    Path copy = temp.resolve("copy" + found++);
                    StoreFixture.copy(data, copy);
                    flip(copy.resolve(data.relativize(file).toString()), random);
                    checkDamaged(copy, all, file.getFileName().toString());
                }
            }
        }
    }

    private static void flip(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
        }
    }

    private static void checkDamaged(Path copy, long all, String file) throws Exception {
        try (TsdbStorage storage = open(options(copy))) {
            List<String> warnings = new ArrayList<>();
            long read = count(storage, "m", warnings);
            assertTrue(
                    read == all || (read < all && !warnings.isEmpty()),
                    () -> "a bit in " + file + ": " + read + " of " + all + ", " + warnings);
            assertTrue(read >= expected(3), () -> file + " took the head, too");
            // Damage is not compacted into a block that looks sound.
            try {
                storage.blockUpkeep().run();
            } catch (IOException e) {
                assertTrue(storage.lifeMetrics().blocksDamaged.sum() > 0, e::toString);
            }
            warnings.clear();
            long again = count(storage, "m", warnings);
            assertTrue(
                    again == all || (again < all && !warnings.isEmpty()),
                    () -> "a bit in " + file + ", later: " + again + " of " + all);
        }
    }
}
