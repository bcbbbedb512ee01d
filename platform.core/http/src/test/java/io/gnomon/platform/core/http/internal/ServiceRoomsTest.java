package io.gnomon.platform.core.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.model.storage.Storage;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.memory.MemoryStorage;

import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** In a framework of its own. */
class ServiceRoomsTest {
    private final Framework framework;
    private final BundleContext context;
    private final ServiceRooms rooms;

    ServiceRoomsTest(@TempDir Path folder) throws BundleException {
        framework =
                new FrameworkFactory()
                        .newFramework(
                                Map.of(
                                        Constants.FRAMEWORK_STORAGE,
                                        folder.toString(),
                                        "felix.log.level",
                                        "0"));
        framework.start();
        context = framework.getBundleContext();
        FakeRooms fakes = new FakeRooms();
        rooms = new ServiceRooms(context, fakes.config(), fakes.binder());
    }

    @AfterEach
    void stop() throws Exception {
        rooms.close();
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void aServiceIsThereBetweenItsComingAndItsGoing() throws Exception {
        HttpError absent = assertThrows(HttpError.class, () -> rooms.require(Storage.class));
        assertEquals(503, absent.status());
        assertEquals("the store is not ready; try again in a few seconds", absent.getMessage());
        Storage storage = new MemoryStorage();
        var registration = context.registerService(Storage.class, storage, null);
        assertSame(storage, rooms.require(Storage.class));
        registration.unregister();
        assertNull(rooms.find(Storage.class));
    }

    @Test
    void theOlderOfTwoVersionsIsGivenUntilItGoes() {
        Storage older = new MemoryStorage();
        Storage newer = new MemoryStorage();
        var registration = context.registerService(Storage.class, older, null);
        context.registerService(Storage.class, newer, null);
        assertSame(older, rooms.find(Storage.class));
        registration.unregister();
        assertSame(newer, rooms.find(Storage.class));
    }

    @Test
    void whatFollowsAServiceEndsWithIt() {
        List<String> heard = new ArrayList<>();
        context.registerService(Storage.class, new MemoryStorage(), null);
        rooms.follow(
                Storage.class,
                storage -> {
                    heard.add("came");
                    return () -> heard.add("went");
                });
        assertEquals(List.of("came"), heard);
        rooms.close();
        assertEquals(List.of("came", "went"), heard);
    }

    @Test
    void onlyWhatTheListNamesIsFound() {
        assertThrows(IllegalArgumentException.class, () -> rooms.find(String.class));
    }
}
