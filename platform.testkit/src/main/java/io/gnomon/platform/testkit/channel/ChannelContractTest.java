package io.gnomon.platform.testkit.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.platform.testkit.FactoryChecks;
import io.gnomon.platform.testkit.Overlap;
import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.Picture;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

/**
 * What every channel has to keep; the test of a channel extends it.
 *
 * @param <S> settings record
 */
public abstract class ChannelContractTest<S extends Record> {
    /** The factory as the server sees it. */
    protected abstract ChannelFactory<S> factory();

    /** Settings for a receiver that takes everything. */
    protected abstract S accepting();

    /** Settings for a receiver that fails now and may not later. */
    protected abstract S failing();

    /** Settings for a receiver that will never take it. */
    protected abstract S refusing();

    /** Settings for a receiver that cannot be reached. */
    protected abstract S unreachable();

    /** How many notifications the receiver of {@link #accepting} has. */
    protected abstract int received();

    private Delivery send(S settings) throws Exception {
        try (Channel channel = factory().create(settings)) {
            return channel.send(TestNotification.twoAlerts());
        }
    }

    @Test
    void factoryFitsIntoConfigurations() {
        FactoryChecks.check(factory());
    }

    @Test
    void deliversOnce() throws Exception {
        assertInstanceOf(Delivery.Delivered.class, send(accepting()));
        assertEquals(1, received());
    }

    /** A channel may show a picture or not; it must not stumble over one. */
    @Test
    void deliversWithAPicture() throws Exception {
        Picture picture = new Picture("a.png", "image/png", "nothing", new byte[] {1, 2, 3});
        try (Channel channel = factory().create(accepting())) {
            assertInstanceOf(
                    Delivery.Delivered.class,
                    channel.send(TestNotification.twoAlerts().withPictures(picture)));
        }
        assertEquals(1, received());
    }

    @Test
    void deliversOverlappingNotifications() throws Exception {
        try (Channel channel = factory().create(accepting())) {
            List<Delivery> deliveries =
                    Overlap.call(() -> channel.send(TestNotification.twoAlerts()));
            deliveries.forEach(d -> assertInstanceOf(Delivery.Delivered.class, d));
            assertEquals(deliveries.size(), received());
        }
    }

    @Test
    void aReceiverThatFailsNowIsTriedAgain() throws Exception {
        Delivery.Retry retry = assertInstanceOf(Delivery.Retry.class, send(failing()));
        assertFalse(retry.reason().isBlank());
    }

    @Test
    void aReceiverThatRefusesIsNotTriedAgain() throws Exception {
        Delivery.Refused refused = assertInstanceOf(Delivery.Refused.class, send(refusing()));
        assertFalse(refused.reason().isBlank());
    }

    @Test
    void aReceiverThatIsDownIsTriedAgain() throws Exception {
        try (Channel channel = factory().create(unreachable())) {
            Delivery delivery = deliveryOrRetry(channel);
            assertInstanceOf(Delivery.Retry.class, delivery);
        }
    }

    /** A throw counts as a retry. */
    private static Delivery deliveryOrRetry(Channel channel) throws Exception {
        try {
            return channel.send(TestNotification.twoAlerts());
        } catch (IOException e) {
            return new Delivery.Retry(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void anInterruptEndsADelivery() throws Exception {
        try (Channel channel = factory().create(accepting())) {
            Thread.currentThread().interrupt();
            assertThrows(
                    InterruptedException.class, () -> channel.send(TestNotification.twoAlerts()));
        } finally {
            boolean _ = Thread.interrupted();
        }
    }
}
