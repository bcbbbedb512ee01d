package io.gnomon.platform.testkit.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.FactoryChecks;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.Discovery.Found;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What every discovery has to keep; the test of a discovery extends it and offers a place where
 * targets are found.
 *
 * @param <S> settings record
 */
public abstract class DiscoveryContractTest<S extends Record> {
    /** A long poll may take a minute. */
    private static final Duration REFRESH_MAX = Duration.ofSeconds(65);

    /** What watches tell of needs some time to arrive. */
    private static final Duration NOTICED_MAX = Duration.ofSeconds(10);

    /** How long an interrupted refresh may go on. */
    private static final Duration INTERRUPTED_MAX = Duration.ofSeconds(5);

    /** The factory as the server sees it. */
    protected abstract DiscoveryFactory<S> factory();

    /** Settings with which targets are found. */
    protected abstract S settings() throws Exception;

    /** Changes what is to be found, such that a discovery that is asked notices soon. */
    protected abstract void change() throws Exception;

    /** Breaks the place: what it says cannot be understood, or it does not answer. */
    protected abstract void breakIt() throws Exception;

    private Discovery create() throws Exception {
        return factory().create(settings());
    }

    @Test
    void factoryFitsIntoConfigurations() {
        FactoryChecks.check(factory());
    }

    @Test
    void findsWellFormedGroups() throws Exception {
        try (Discovery discovery = create()) {
            Found found = discovery.refresh();
            assertFalse(found.next().isNegative());
            assertFalse(found.groups().isEmpty());
            Set<String> sources = new HashSet<>();
            for (TargetGroup group : found.groups()) {
                assertTrue(sources.add(group.source()), group.source() + " stands twice");
                for (Labels target : group.targets()) {
                    assertTrue(target.has("__address__"), target + " has no __address__");
                }
            }
        }
    }

    @Test
    void twoInstancesFindTheSame() throws Exception {
        try (Discovery one = create();
                Discovery other = create()) {
            assertEquals(one.refresh().groups(), other.refresh().groups());
        }
    }

    @Test
    void findsWhatChanged() throws Exception {
        try (Discovery discovery = create()) {
            List<TargetGroup> before = discovery.refresh().groups();
            change();
            long deadline = System.nanoTime() + NOTICED_MAX.toNanos();
            List<TargetGroup> after = discovery.refresh().groups();
            while (after.equals(before) && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(10);
                after = discovery.refresh().groups();
            }
            assertNotEquals(before, after);
        }
    }

    @Test
    void keepsTheTruthWhenTheSourceBreaks() throws Exception {
        try (Discovery discovery = create()) {
            List<TargetGroup> before = discovery.refresh().groups();
            breakIt();
            boolean complained = false;
            long deadline = System.nanoTime() + NOTICED_MAX.toNanos();
            while (!complained && System.nanoTime() < deadline) {
                try {
                    assertEquals(before, discovery.refresh().groups());
                    TimeUnit.MILLISECONDS.sleep(10);
                } catch (Exception e) {
                    assertTrue(
                            e.getMessage() != null && !e.getMessage().isBlank(),
                            "a throw needs a sentence");
                    complained = true;
                }
            }
            assertTrue(complained, "nobody hears that the source is broken");
        }
    }

    @Test
    void answersAnInterruptAndEndsInTime() throws Exception {
        try (Discovery discovery = create()) {
            discovery.refresh();
            Thread asking = Thread.ofPlatform().start(() -> ask(discovery));
            if (!asking.join(Duration.ofMillis(200))) {
                asking.interrupt();
                assertTrue(asking.join(INTERRUPTED_MAX), "the interrupt was ignored");
            }
            Thread patient = Thread.ofPlatform().start(() -> ask(discovery));
            assertTrue(patient.join(REFRESH_MAX), "a refresh took more than a minute");
        }
    }

    private static void ask(Discovery discovery) {
        try {
            var _ = discovery.refresh();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
