package io.gnomon.alerting.channels.posting;

import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;
import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A secret that stands in the settings or in a file. The file is read for each delivery, so that a
 * new secret in it counts at once.
 *
 * @param name key of the settings, such as "url"; that of the file is "url_file"
 */
public record SecretText(String name, @Nullable Secret inline, @Nullable String file) {
    /**
     * The secret itself, empty when there is neither.
     *
     * @throws IOException when the file cannot be read
     */
    public String reveal() throws IOException {
        if (inline != null && !inline.isEmpty()) {
            return inline.reveal();
        }
        if (file == null || file.isEmpty()) {
            return "";
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IOException("cannot read " + name + "_file " + file + ": " + e, e);
        }
    }

    /**
     * The secret, which is a template.
     *
     * @throws DeliveryRefused with a message that does not show it
     */
    public String reveal(Notification notification) throws IOException, DeliveryRefused {
        String template = reveal();
        if (!template.contains("{{")) {
            return template;
        }
        try {
            return notification.text(template);
        } catch (DeliveryRefused e) {
            // The exception itself would show the template.
            throw new DeliveryRefused("the template in " + name + " cannot be run");
        }
    }
}
