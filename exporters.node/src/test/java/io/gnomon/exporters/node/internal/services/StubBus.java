package io.gnomon.exporters.node.internal.services;

import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.connections.BusAddress;
import org.freedesktop.dbus.connections.config.TransportConfig;
import org.freedesktop.dbus.connections.transports.AbstractTransport;
import org.freedesktop.dbus.connections.transports.TransportConnection;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.transport.jre.NativeTransportProvider;
import org.freedesktop.dbus.types.Variant;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A bus with one service behind it: the server's side of dbus-java's transport, which answers what
 * the test has set and refuses all else.
 */
final class StubBus implements AutoCloseable {
    private static final String REFUSED = "org.freedesktop.DBus.Error.UnknownMethod";

    private final String address;
    private final AbstractTransport transport;
    private final CountDownLatch bound;
    private final Map<String, Object> properties = new ConcurrentHashMap<>();
    private final Map<String, Answer> methods = new ConcurrentHashMap<>();
    private final Thread thread = Thread.ofPlatform().unstarted(this::serve);

    private record Answer(String signature, Object value) {}

    private StubBus(String address, AbstractTransport transport, CountDownLatch bound) {
        this.address = address;
        this.transport = transport;
        this.bound = bound;
        methods.put("/org/freedesktop/DBus org.freedesktop.DBus Hello", new Answer("s", ":1.7"));
    }

    /** A bus whose socket is in this folder; it listens when {@link #start} returns. */
    static StubBus in(Path folder) throws Exception {
        String address = "unix:path=" + folder.resolve("bus");
        BusAddress at = BusAddress.of(address + ",listen=true");
        TransportConfig config = new TransportConfig(at);
        config.getSaslConfig().setGuid("0123456789abcdef0123456789abcdef");
        CountDownLatch bound = new CountDownLatch(1);
        config.setAfterBindCallback(_ -> bound.countDown());
        return new StubBus(
                address, new NativeTransportProvider().createTransport(at, config), bound);
    }

    String address() {
        return address;
    }

    StubBus method(String path, String type, String method, String signature, Object value) {
        methods.put(path + " " + type + " " + method, new Answer(signature, value));
        return this;
    }

    StubBus property(String path, String type, String name, Object value) {
        properties.put(path + " " + type + " " + name, value);
        return this;
    }

    static DBusPath path(String path) {
        return new DBusPath(path);
    }

    StubBus start() throws InterruptedException {
        thread.start();
        bound.await();
        return this;
    }

    private void serve() {
        try {
            while (!Thread.interrupted()) {
                TransportConnection client = transport.listen();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void serve(TransportConnection client) {
        try (client) {
            while (true) {
                Message message = client.getReader().readMessage();
                if (message instanceof MethodCall call) {
                    client.getWriter().writeMessage(answer(call));
                }
            }
        } catch (IOException | DBusException e) {
            // The client has gone, or the test is over.
        }
    }

    private Message answer(MethodCall call) throws DBusException {
        MessageFactory factory = transport.getMessageFactory();
        Object[] asked = Objects.requireNonNullElse(call.getParameters(), new Object[0]);
        if (call.getName().equals("Get")) {
            Object value = properties.get(call.getPath() + " " + asked[0] + " " + asked[1]);
            return value == null
                    ? refusal(call, "no property " + Arrays.toString(asked))
                    : factory.createMethodReturn(":1.1", call, "v", new Variant<>(value));
        }
        Answer answer =
                methods.get(call.getPath() + " " + call.getInterface() + " " + call.getName());
        return answer == null
                ? refusal(call, "no method " + call.getName())
                : factory.createMethodReturn(":1.1", call, answer.signature, answer.value);
    }

    private Message refusal(MethodCall call, String text) throws DBusException {
        return transport
                .getMessageFactory()
                .createError(":1.1", ":1.7", REFUSED, call.getSerial(), "s", text);
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        transport.close();
    }

    /** A list of structures. */
    static List<Object[]> structures(Object[]... structures) {
        return List.of(structures);
    }
}
