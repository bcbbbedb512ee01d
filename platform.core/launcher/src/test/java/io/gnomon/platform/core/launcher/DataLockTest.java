package io.gnomon.platform.core.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class DataLockTest {
    /** That a second process is refused is tested with the real server in itests. */
    @Test
    void lockNamesItsOwnerAndCanBeTakenAgain(@TempDir Path data) throws Exception {
        for (int i = 0; i < 2; i++) {
            try (DataLock lock = DataLock.tryAcquire(data)) {
                assertNotNull(lock);
                assertEquals("pid " + ProcessHandle.current().pid(), DataLock.owner(data));
            }
        }
    }
}
