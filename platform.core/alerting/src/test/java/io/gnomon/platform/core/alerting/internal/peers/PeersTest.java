package io.gnomon.platform.core.alerting.internal.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.alerting.Acknowledgement;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.internal.FakeTime;
import io.gnomon.platform.core.alerting.internal.notify.LogEntry;
import io.gnomon.platform.core.alerting.internal.peers.Link.Member;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Who is waited for, who is told what, and that nobody who tells is ever held up. */
@Timeout(60)
final class PeersTest {
    private static final Member HERE = new Member("id-b", "b", "127.0.0.1:2");
    private static final Member FIRST = new Member("id-a", "a", "127.0.0.1:1");
    private static final Member LAST = new Member("id-c", "c", "127.0.0.1:3");
    private static final LogEntry ENTRY =
            new LogEntry(
                    new LogEntry.Key("{}:{}", "ops", "webhook", 0),
                    Instant.EPOCH,
                    Instant.EPOCH.plusSeconds(1),
                    Set.of(1L),
                    Set.of(),
                    Map.of(),
                    0);

    private final FakeTime time = new FakeTime();
    private final FakeLink link = new FakeLink();
    private final BlockingQueue<LogEntry> merged = new LinkedBlockingQueue<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Peers peers;

    /** Remembers "receiver full kind" of what is sent. */
    private static final class FakeLink implements Link {
        final BlockingQueue<Listener> listeners = new LinkedBlockingQueue<>();
        final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
        final CountDownLatch open = new CountDownLatch(1);
        volatile boolean stuck;
        volatile boolean refuses;

        @Override
        public void connect(Listener listener) throws Exception {
            listeners.add(listener);
            if (refuses) {
                throw new IllegalStateException("no port");
            }
        }

        @Override
        public void send(@Nullable Object to, byte[] frame) throws Exception {
            if (stuck) {
                open.await();
            }
            Frame read = Frame.read(frame);
            sent.add(
                    (to == null ? "all" : to)
                            + (read.full() ? " full " : " new ")
                            + read.content().getClass().getSimpleName());
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void start() {
        InetSocketAddress place = new InetSocketAddress(InetAddress.getLoopbackAddress(), 2);
        peers =
                new Peers(
                        new PeerFlags(
                                place,
                                place,
                                "b",
                                "test",
                                List.of(),
                                Duration.ofSeconds(15),
                                Duration.ofMinutes(1),
                                null),
                        link,
                        time,
                        Runnable::run);
    }

    @AfterEach
    void close() {
        link.open.countDown();
        peers.close();
    }

    private Link.Listener begin() throws InterruptedException {
        peers.start(
                new Peers.Known() {
                    @Override
                    public List<Silence> silences() {
                        return List.of();
                    }

                    @Override
                    public List<LogEntry> log() {
                        return List.of(ENTRY);
                    }

                    @Override
                    public List<Acknowledgement> acknowledgements() {
                        return List.of();
                    }

                    @Override
                    public void merge(Silence silence) {}

                    @Override
                    public void merge(Acknowledgement acknowledgement) {}

                    @Override
                    public void merge(LogEntry entry) {
                        merged.add(entry);
                    }
                });
        return link.listeners.take();
    }

    private boolean isSettled() {
        return peers.cluster().status().equals("ready");
    }

    private static byte[] end() {
        return new Frame(true, new Frame.Content.End()).bytes();
    }

    @Test
    void aloneItWaitsSixSeconds() throws Exception {
        Link.Listener listener = begin();
        listener.members(List.of(HERE), HERE, false);
        time.advanceSeconds(5);
        assertFalse(isSettled());
        time.advanceSeconds(1);
        assertTrue(isSettled());
        assertEquals(Duration.ZERO, peers.untilTurn());
    }

    @Test
    void itWaitsForAllOthersAlsoWhenTheySpeakBeforeItKnowsOfThem() throws Exception {
        Link.Listener listener = begin();
        boolean[] told = {false};
        peers.whenSettled(() -> told[0] = true);
        listener.received(FIRST.id(), end());
        listener.members(List.of(FIRST, HERE, LAST), HERE, false);
        assertFalse(told[0]);
        listener.received(LAST.id(), end());
        assertTrue(told[0]);
        assertEquals(Duration.ofSeconds(15), peers.untilTurn());
    }

    @Test
    void whoSaysNothingIsWaitedForAMinute() throws Exception {
        Link.Listener listener = begin();
        listener.members(List.of(HERE, LAST), HERE, false);
        time.advanceSeconds(59);
        assertFalse(isSettled());
        time.advanceSeconds(1);
        assertTrue(isSettled());
    }

    @Test
    void whoComesGetsAllAndAfterAMergeEverybodyDoes() throws Exception {
        Link.Listener listener = begin();
        listener.members(List.of(HERE, LAST), HERE, false);
        assertEquals("id-c full OfEntry", link.sent.take());
        assertEquals("id-c full End", link.sent.take());
        listener.members(List.of(HERE, LAST, FIRST), HERE, false);
        assertEquals("id-a full OfEntry", link.sent.take());
        assertEquals("id-a full End", link.sent.take());
        listener.members(List.of(HERE, LAST, FIRST), HERE, true);
        assertEquals("id-a full OfEntry", link.sent.take());
        assertEquals("id-a full End", link.sent.take());
        assertEquals("id-c full OfEntry", link.sent.take());
        assertEquals("id-c full End", link.sent.take());
        time.advanceSeconds(60);
        assertEquals("id-c full OfEntry", link.sent.take(), "each minute to the next by name");
        assertEquals("id-c full End", link.sent.take());
        assertTrue(link.sent.isEmpty());
    }

    @Test
    void whatIsToldGoesToAll() throws Exception {
        Link.Listener listener = begin();
        peers.changed(new Frame.Content.OfEntry(ENTRY));
        listener.members(List.of(HERE), HERE, false);
        listener.members(List.of(HERE, LAST), HERE, false);
        peers.changed(new Frame.Content.OfEntry(ENTRY));
        assertEquals("id-c full OfEntry", link.sent.take(), "nobody was there before");
        assertEquals("id-c full End", link.sent.take());
        assertEquals("all new OfEntry", link.sent.take());
        listener.received(LAST.id(), new Frame(false, new Frame.Content.OfEntry(ENTRY)).bytes());
        assertEquals(ENTRY, merged.take());
        listener.received(LAST.id(), new byte[] {7});
        assertTrue(merged.isEmpty());
    }

    @Test
    void whenTooMuchWaitsAllIsSentAgain() throws Exception {
        Link.Listener listener = begin();
        listener.members(List.of(HERE, LAST), HERE, false);
        assertEquals("id-c full OfEntry", link.sent.take());
        assertEquals("id-c full End", link.sent.take());
        link.stuck = true;
        for (int i = 0; i < 10_100; i++) {
            peers.changed(new Frame.Content.OfEntry(ENTRY));
        }
        link.stuck = false;
        link.open.countDown();
        String next = link.sent.take();
        while (next.equals("all new OfEntry")) {
            next = link.sent.take();
        }
        assertEquals("all full OfEntry", next);
        assertEquals("all full End", link.sent.take());
    }

    @Test
    void withoutALinkItTellsAndTriesAgain() throws Exception {
        link.refuses = true;
        Link.Listener _ = begin();
        assertEquals(Duration.ZERO, peers.untilTurn());
        Link.Listener again = null;
        while (again == null) {
            time.advanceSeconds(10);
            again = link.listeners.poll(50, TimeUnit.MILLISECONDS);
        }
        time.advanceSeconds(60);
        assertTrue(isSettled());
    }
}
