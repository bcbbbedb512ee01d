package io.gnomon.platform.testkit.storage;

import io.gnomon.model.storage.Storage;
import io.gnomon.platform.memory.MemoryStorage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every {@link Storage} must do. An implementer extends it, says how an empty store is opened
 * and closed, and inherits the tests, which stand by subject in the interfaces. Rows of kinds that
 * the store answers with {@code NOT_SUPPORTED} are skipped.
 */
public abstract class StorageContractTest
        implements SampleContract,
                IsolationContract,
                SeriesContract,
                RichSampleContract,
                FeedContract {
    private Storage storage = new MemoryStorage();

    /** Opens an empty store. */
    protected abstract Storage openStorage() throws Exception;

    /** Closes the store of {@link #openStorage}. */
    protected abstract void closeStorage() throws Exception;

    @BeforeEach
    void open() throws Exception {
        storage = openStorage();
    }

    @AfterEach
    void close() throws Exception {
        closeStorage();
    }

    @Override
    public final Storage storage() {
        return storage;
    }
}
