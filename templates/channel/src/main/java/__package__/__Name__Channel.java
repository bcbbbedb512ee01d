package __package__;

import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.Notification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Delivers one notification at a time: render what you send, send it, say what became of it. */
final class __Name__Channel implements Channel {
    private final __Name__Settings settings;

    __Name__Channel(__Name__Settings settings) {
        this.settings = settings;
    }

    /**
     * Runs on a thread of this plugin, with a deadline; calls overlap. Trying again is the server's
     * work: Retry says "not now", Refused says "never", a throw counts as Retry.
     */
    @Override
    public Delivery send(Notification notification) throws Exception {
        // Answer interrupts: a delivery that takes too long is ended by one.
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        // The server runs templates; one that fails is thrown as DeliveryRefused.
        String line = notification.text(settings.line()).strip().replaceAll("\\s+", " ") + "\n";
        try {
            Files.writeString(
                    Path.of(settings.file()),
                    line,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return new Delivery.Delivered();
        } catch (NoSuchFileException e) {
            return new Delivery.Refused("the folder of " + settings.file() + " does not exist");
        } catch (IOException e) {
            return new Delivery.Retry("cannot write to " + settings.file() + ": " + e.getMessage());
        }
    }
}
