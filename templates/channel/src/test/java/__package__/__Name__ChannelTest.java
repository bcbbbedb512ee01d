package __package__;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.platform.testkit.channel.ChannelContractTest;
import io.gnomon.platform.testkit.channel.TestNotification;
import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.channel.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract test checks what every channel has to keep; below it is what this one promises. */
class __Name__ChannelTest extends ChannelContractTest<__Name__Settings> {
    @TempDir Path folder;

    @Override
    protected ChannelFactory<__Name__Settings> factory() {
        return new __Name__ChannelFactory();
    }

    private __Name__Settings to(Path file) {
        return new __Name__Settings(true, file.toString(), "alert");
    }

    @Override
    protected __Name__Settings accepting() {
        return to(folder.resolve("alerts.txt"));
    }

    /** A folder is no file: somebody may make room for one. */
    @Override
    protected __Name__Settings failing() {
        return to(folder);
    }

    @Override
    protected __Name__Settings refusing() {
        return to(folder.resolve("missing").resolve("alerts.txt"));
    }

    @Override
    protected __Name__Settings unreachable() {
        return to(folder);
    }

    @Override
    protected int received() {
        try {
            return Files.readAllLines(folder.resolve("alerts.txt")).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aLineIsWhatItsTemplateGives() throws Exception {
        Path file = folder.resolve("alerts.txt");
        __Name__Settings settings = new __Name__Settings(true, file.toString(), "is {{ .Status }}");
        try (Channel channel = factory().create(settings)) {
            assertEquals(
                    new Delivery.Delivered(),
                    channel.send(TestNotification.twoAlerts().withTexts(Map.of(".Status", "firing"))));
        }
        assertEquals("is firing\n", Files.readString(file));
    }
}
