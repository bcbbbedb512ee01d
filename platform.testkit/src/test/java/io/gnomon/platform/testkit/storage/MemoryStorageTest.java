package io.gnomon.platform.testkit.storage;

import io.gnomon.model.storage.Storage;
import io.gnomon.platform.memory.MemoryStorage;

/** The trivial storage keeps the contract. */
class MemoryStorageTest extends StorageContractTest {
    @Override
    protected Storage openStorage() {
        return new MemoryStorage();
    }

    @Override
    protected void closeStorage() {}
}
