package io.gnomon.alerting.channels.posting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.spi.channel.Notification;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The key by which services know all notifications of one group. */
public final class GroupKey {
    private GroupKey() {}

    /** SHA-256 of the notification's group key, 64 hexadecimal digits, as Alertmanager sends. */
    public static String hash(Notification notification) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(notification.groupKey().getBytes(UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
