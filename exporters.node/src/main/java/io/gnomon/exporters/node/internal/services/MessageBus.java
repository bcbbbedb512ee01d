package io.gnomon.exporters.node.internal.services;

import org.freedesktop.dbus.connections.BusAddress;
import org.freedesktop.dbus.connections.config.TransportConfig;
import org.freedesktop.dbus.connections.transports.AbstractTransport;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.TransportConfigurationException;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.MethodReturn;
import org.freedesktop.dbus.transport.jre.NativeTransportProvider;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A connection to a D-Bus over a Unix socket that asks one question after the other, for one
 * thread. dbus-java's transport speaks the protocol; its connection class is left out, which
 * answers others and has five threads for that. Blocks until the thread is interrupted.
 */
final class MessageBus implements AutoCloseable {
    private static final String PROPERTIES = "org.freedesktop.DBus.Properties";
    private static final String BUS = "org.freedesktop.DBus";

    private final AbstractTransport transport;

    private MessageBus(AbstractTransport transport) {
        this.transport = transport;
    }

    /** A service answers with an error. */
    static final class RefusalException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusalException(String message) {
            super(message);
        }
    }

    /**
     * Connects as the user of this process, and says hello to the bus.
     *
     * @param address such as "unix:path=/run/dbus/system_bus_socket"
     * @throws IOException when there is no bus, or it does not take this user
     */
    static MessageBus connect(String address) throws IOException {
        MessageBus bus = connectDirectly(address);
        try {
            bus.call(BUS, "/org/freedesktop/DBus", BUS, "Hello");
            return bus;
        } catch (IOException | RuntimeException e) {
            bus.close();
            throw e;
        }
    }

    /** The same to a single service that has a socket of its own, without a bus between. */
    static MessageBus connectDirectly(String address) throws IOException {
        try {
            BusAddress to = BusAddress.of(address);
            MessageBus bus =
                    new MessageBus(
                            new NativeTransportProvider()
                                    .createTransport(to, new TransportConfig(to)));
            try {
                bus.transport.connect();
                return bus;
            } catch (IOException | RuntimeException e) {
                // A bus that is there and refuses this user has a socket by now.
                bus.close();
                throw e;
            }
        } catch (IOException | TransportConfigurationException | RuntimeException e) {
            throw new IOException("no D-Bus at " + address + ": " + e.getMessage(), e);
        }
    }

    /**
     * Calls a method that takes texts.
     *
     * @return what it returns, one value or none: texts, numbers, lists, arrays for structures
     * @throws RefusalException when the service answers with an error
     * @throws IOException when it does not answer
     */
    @Nullable Object call(String service, String path, String type, String method, Object... texts)
            throws IOException {
        try {
            MethodCall call =
                    transport
                            .getMessageFactory()
                            .createMethodCall(
                                    null,
                                    service,
                                    path,
                                    type,
                                    method,
                                    (byte) 0,
                                    texts.length == 0 ? null : "s".repeat(texts.length),
                                    texts);
            transport.writeMessage(call);
            while (true) {
                Message message = transport.readMessage();
                if (message != null && message.getReplySerial() == call.getSerial()) {
                    return value(message, path, method);
                }
            }
        } catch (DBusException | RuntimeException e) {
            throw new IOException(method + " of " + path + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable Object value(Message answer, String path, String method)
            throws IOException, DBusException {
        Object[] values = answer.getParameters();
        if (answer instanceof Error) {
            String text =
                    Arrays.stream(values == null ? new Object[0] : values)
                            .map(String::valueOf)
                            .collect(Collectors.joining(" "));
            throw new RefusalException(method + " of " + path + ": " + text);
        }
        return answer instanceof MethodReturn && values != null && values.length > 0
                ? values[0]
                : null;
    }

    /**
     * A property of an object.
     *
     * @param type the interface that the property is of
     */
    Object property(String service, String path, String type, String name) throws IOException {
        Object value = call(service, path, PROPERTIES, "Get", type, name);
        if (value instanceof Variant<?> variant) {
            return variant.getValue();
        }
        throw new IOException(name + " of " + path + " has no value");
    }

    /** The same of an object that may be gone, or lack the property; empty then. */
    Optional<Object> find(String service, String path, String type, String name)
            throws IOException {
        try {
            return Optional.of(property(service, path, type, name));
        } catch (RefusalException e) {
            return Optional.empty();
        }
    }

    /**
     * Calls a method that returns a list of structures.
     *
     * @param fields how many each has
     */
    List<Object[]> list(String service, String path, String type, String method, int fields)
            throws IOException {
        List<Object[]> structures = new ArrayList<>();
        if (call(service, path, type, method) instanceof List<?> all) {
            for (Object each : all) {
                if (!(each instanceof Object[] structure) || structure.length != fields) {
                    throw new IOException(method + " of " + path + " returns something else");
                }
                structures.add(structure);
            }
        }
        return structures;
    }

    @Override
    public void close() throws IOException {
        transport.close();
    }
}
