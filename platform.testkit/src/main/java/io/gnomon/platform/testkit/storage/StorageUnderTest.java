package io.gnomon.platform.testkit.storage;

import io.gnomon.model.storage.Storage;

/** The empty store that each test of the contract begins with. */
interface StorageUnderTest {
    /** Time of the first sample in these tests: long ago, so that no clock finds it too new. */
    long START = 1_700_000_000_000L;

    Storage storage();
}
