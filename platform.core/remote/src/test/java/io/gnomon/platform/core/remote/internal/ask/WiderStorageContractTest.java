package io.gnomon.platform.core.remote.internal.ask;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.storage.Storage;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.platform.memory.MemoryStorage;
import io.gnomon.platform.testkit.storage.StorageContractTest;

import java.util.List;
import java.util.Map;

/** With a server beside it that has nothing, a store is what it was. */
class WiderStorageContractTest extends StorageContractTest {
    @Override
    protected Storage openStorage() {
        ReadSource source =
                new ReadSource(
                        WiderStorageTest.config(true, true, Map.of()),
                        "empty",
                        Labels.EMPTY,
                        new FakePeer());
        return new WiderStorage(
                new MemoryStorage(), List.of(source), new BodyMemory(1 << 20), () -> false);
    }

    @Override
    protected void closeStorage() {}
}
