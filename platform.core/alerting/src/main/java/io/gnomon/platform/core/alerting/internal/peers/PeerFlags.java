package io.gnomon.platform.core.alerting.internal.peers;

import io.gnomon.model.text.Durations;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * The flags {@code --gnomon.alertmanager.cluster-*}, with Alertmanager's names and defaults.
 *
 * @param listen the one port that is opened
 * @param advertise where the others reach it
 * @param name sorts the servers; unique
 * @param label only servers with the same one belong together
 * @param peers some of the others, as they were given
 * @param peerTimeout what each server before this one may take to tell
 * @param settleTimeout longest that nothing is told at start while the others are asked
 * @param keyStore PKCS12 file with the key that all have; null on loopback alone
 */
public record PeerFlags(
        InetSocketAddress listen,
        InetSocketAddress advertise,
        String name,
        String label,
        List<String> peers,
        Duration peerTimeout,
        Duration settleTimeout,
        @Nullable KeyStoreFile keyStore) {
    private static final String FLAGS = "gnomon.alertmanager.cluster-";

    /** A key store and what opens it. */
    public record KeyStoreFile(Path file, String password) {
        @Override
        public String toString() {
            return file.toString();
        }
    }

    /**
     * Reads them; null when there is no cluster, which is so without a listen address.
     *
     * @param property value of a flag by its name, null when it is not set
     * @throws IllegalArgumentException with a sentence
     */
    public static @Nullable PeerFlags read(Function<String, @Nullable String> property) {
        String listenText = text(property, "listen-address", "");
        List<String> peers = new ArrayList<>(List.of(text(property, "peer", "").split(",")));
        peers.removeIf(String::isBlank);
        if (listenText.isEmpty()) {
            if (!peers.isEmpty()) {
                throw wrong(
                        "peer", peers.get(0), "give --" + FLAGS + "listen-address=HOST:PORT, too");
            }
            return null;
        }
        InetSocketAddress listen = address("listen-address", listenText);
        if (listen.getAddress().isAnyLocalAddress()) {
            throw wrong("listen-address", listenText, "name the one address that the others reach");
        }
        peers.forEach(peer -> split("peer", peer));
        String advertise = text(property, "advertise-address", listenText);
        KeyStoreFile keyStore = keyStore(property);
        if (keyStore == null && !listen.getAddress().isLoopbackAddress()) {
            throw wrong(
                    "listen-address",
                    listenText,
                    "an address that others reach needs --"
                            + FLAGS
                            + "key-store and --"
                            + FLAGS
                            + "key-store-password-file");
        }
        PeerFlags flags =
                new PeerFlags(
                        listen,
                        address("advertise-address", advertise),
                        text(property, "peer-name", advertise),
                        text(property, "label", "gnomon"),
                        List.copyOf(peers),
                        duration(property, "peer-timeout", "15s"),
                        duration(property, "settle-timeout", "1m"),
                        keyStore);
        flags.checkPort(listenText);
        return flags;
    }

    /** Said at start rather than when the others are missed. */
    private void checkPort(String text) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(listen);
        } catch (IOException e) {
            throw wrong("listen-address", text, "cannot listen there: " + e.getMessage());
        }
    }

    private static @Nullable KeyStoreFile keyStore(Function<String, @Nullable String> property) {
        String file = text(property, "key-store", "");
        String passwordFile = text(property, "key-store-password-file", "");
        if (file.isEmpty() && passwordFile.isEmpty()) {
            return null;
        }
        if (file.isEmpty() || passwordFile.isEmpty()) {
            throw wrong(
                    file.isEmpty() ? "key-store-password-file" : "key-store",
                    file + passwordFile,
                    "key-store and key-store-password-file belong together");
        }
        String password;
        try {
            password = Files.readString(Path.of(passwordFile)).strip();
        } catch (IOException e) {
            throw wrong("key-store-password-file", passwordFile, "the file cannot be read");
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    return new KeyStoreFile(Path.of(file), password);
                }
            }
            throw wrong("key-store", file, "there is no private key in it");
        } catch (NoSuchFileException e) {
            throw wrong("key-store", file, "there is no such file");
        } catch (IOException | GeneralSecurityException e) {
            throw wrong(
                    "key-store",
                    file,
                    "it cannot be opened with the password in "
                            + passwordFile
                            + ": "
                            + e.getMessage());
        }
    }

    /** The peers' addresses as they are now; those without one are left out. */
    List<InetSocketAddress> resolvedPeers() {
        List<InetSocketAddress> resolved = new ArrayList<>();
        for (String peer : peers) {
            InetSocketAddress unresolved = split("peer", peer);
            try {
                for (InetAddress address : InetAddress.getAllByName(unresolved.getHostString())) {
                    resolved.add(new InetSocketAddress(address, unresolved.getPort()));
                }
            } catch (UnknownHostException e) {
                // It may have an address later.
            }
        }
        return resolved;
    }

    private static InetSocketAddress address(String flag, String text) {
        InetSocketAddress unresolved = split(flag, text);
        InetSocketAddress address =
                new InetSocketAddress(unresolved.getHostString(), unresolved.getPort());
        if (address.isUnresolved()) {
            throw wrong(flag, text, "the host has no address");
        }
        return address;
    }

    private static InetSocketAddress split(String flag, String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon > 0 && port > 0) {
                String host = text.substring(0, colon).replaceAll("^\\[|\\]$", "");
                return InetSocketAddress.createUnresolved(host, port);
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw wrong(flag, text, "give HOST:PORT, such as 10.0.0.1:9094");
    }

    private static Duration duration(
            Function<String, @Nullable String> property, String flag, String usual) {
        String text = text(property, flag, usual);
        try {
            return Duration.ofMillis(Durations.parseMillis(text));
        } catch (IllegalArgumentException e) {
            throw wrong(flag, text, String.valueOf(e.getMessage()));
        }
    }

    private static String text(
            Function<String, @Nullable String> property, String flag, String usual) {
        String text = property.apply(FLAGS + flag);
        return text == null || text.isEmpty() ? usual : text;
    }

    private static IllegalArgumentException wrong(String flag, String text, String why) {
        return new IllegalArgumentException("--%s%s=%s: %s".formatted(FLAGS, flag, text, why));
    }
}
