package io.gnomon.platform.tsdb.internal;

import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.StorageException;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Random;

/**
 * Writes to a store as fast as it can until it is killed: some threads with a group each, and
 * checkpoints meanwhile. Prints {@code group number} after each acknowledgement.
 */
final class CrashChild {
    static final int GROUPS = 3;
    static final int SERIES = 8;

    private CrashChild() {}

    static TsdbOptions options(Path data) {
        return TsdbOptions.at(data).withSegments(128 << 10, 1 << 30);
    }

    /** Arguments: folder, seed. */
    @SuppressWarnings("SystemOut") // its standard output is what the test reads
    public static void main(String[] args) throws Exception {
        TsdbStorage storage = new TsdbStorage(options(Path.of(args[0])));
        long seed = Long.parseLong(args[1]);
        for (int g = 0; g < GROUPS; g++) {
            int group = g;
            Random random = new Random(seed + g);
            Thread.ofPlatform().start(() -> writeForEver(storage, "g" + group, random, System.out));
        }
        while (true) {
            Thread.sleep(50 + new Random(seed).nextInt(100));
            storage.upkeep().checkpoint();
        }
    }

    private static void writeForEver(
            TsdbStorage storage, String group, Random random, PrintStream out) {
        try {
            int n = StoreFixture.wholeBatches(storage, group, SERIES);
            while (true) {
                writeChurn(storage, group, n);
                boolean wait = random.nextInt(10) == 0;
                StoreFixture.write(
                        storage, group, SERIES, n, wait ? Durability.DURABLE : Durability.VISIBLE);
                out.println(group + " " + n);
                n++;
            }
        } catch (StorageException | IOException e) {
            out.println("failed " + e.getMessage());
            Runtime.getRuntime().halt(1);
        }
    }

    /** A series that lives for one batch only, so that the dictionary and the index grow. */
    private static void writeChurn(TsdbStorage storage, String group, int n)
            throws StorageException, IOException {
        if (n % 20 == 0) {
            String churn = "churn-" + group;
            try (AppendBatch batch = storage.batch(churn, StoreFixture.START)) {
                batch.append(batch.series(StoreFixture.series(churn, n)), n);
                batch.commit(Durability.VISIBLE);
            }
        }
    }
}
