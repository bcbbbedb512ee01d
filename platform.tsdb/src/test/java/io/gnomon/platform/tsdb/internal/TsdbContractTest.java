package io.gnomon.platform.tsdb.internal;

import io.gnomon.model.storage.Storage;
import io.gnomon.platform.testkit.storage.StorageContractTest;

import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** The store keeps the contract. */
class TsdbContractTest extends StorageContractTest {
    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TsdbStorage storage;

    @Override
    protected Storage openStorage() throws Exception {
        storage = new TsdbStorage(TsdbOptions.at(folder));
        return storage;
    }

    @Override
    protected void closeStorage() throws Exception {
        storage.close();
    }
}
