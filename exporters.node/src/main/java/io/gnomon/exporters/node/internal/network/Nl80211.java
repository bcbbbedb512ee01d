package io.gnomon.exporters.node.internal.network;

import io.gnomon.spi.common.NativeCalls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the kernel says of wireless devices: nl80211 over generic netlink (linux/genetlink.h,
 * linux/nl80211.h).
 */
final class Nl80211 {
    private static final int NETLINK_GENERIC = 16;

    /** struct genlmsghdr: command, version, two bytes of nothing. */
    private static final int GENERIC_HEADER_BYTES = 4;

    private static final int CONTROLLER = 16;
    private static final int CTRL_CMD_GETFAMILY = 3;
    private static final int CTRL_ATTR_FAMILY_ID = 1;
    private static final int CTRL_ATTR_FAMILY_NAME = 2;

    private static final int CMD_GET_INTERFACE = 5;
    private static final int CMD_GET_STATION = 17;
    private static final int CMD_GET_SCAN = 32;
    private static final int ATTR_IFINDEX = 3;
    private static final int ATTR_IFNAME = 4;
    private static final int ATTR_MAC = 6;
    private static final int ATTR_STA_INFO = 21;
    private static final int ATTR_WIPHY_FREQ = 38;
    private static final int ATTR_BSS = 47;
    private static final int BSS_BSSID = 1;
    private static final int BSS_INFORMATION_ELEMENTS = 6;
    private static final int BSS_STATUS = 9;

    /** Element of a beacon: the network's name. */
    private static final int ELEMENT_SSID = 0;

    private static final int RATE_BITRATE = 1;
    private static final int RATE_BITRATE32 = 5;
    private static final double RATE_UNIT = 100_000;

    private final NativeCalls calls;
    private final int family;

    /**
     * The kernel's nl80211.
     *
     * @throws IOException when it has none
     */
    Nl80211(NativeCalls calls) throws IOException {
        this.calls = calls;
        byte[] name = "nl80211\0".getBytes(StandardCharsets.US_ASCII);
        List<Map<Integer, ByteBuffer>> answer;
        try {
            answer =
                    ask(
                            CONTROLLER,
                            NetlinkMessage.REQUEST,
                            CTRL_CMD_GETFAMILY,
                            NetlinkMessage.attribute(CTRL_ATTR_FAMILY_NAME, name));
        } catch (IOException e) {
            throw new IOException("this kernel has no nl80211: " + e.getMessage(), e);
        }
        this.family =
                answer.stream()
                        .flatMap(a -> Optional.ofNullable(a.get(CTRL_ATTR_FAMILY_ID)).stream())
                        .findFirst()
                        .map(id -> id.getShort(0) & 0xffff)
                        .orElseThrow(() -> new IOException("this kernel has no nl80211"));
    }

    /**
     * A wireless device.
     *
     * @param name "" for one that is no network device
     * @param megahertz 0 when it is not tuned
     */
    record Device(int index, String name, long megahertz) {}

    /**
     * The cell that a device belongs to.
     *
     * @param status 0 authenticated, 1 associated, 2 one of a network without access point
     */
    record Cell(String address, String network, int status) {}

    /** A device at the other end, and what the kernel counts of it. */
    record Station(String address, Map<Integer, ByteBuffer> info) {
        /** A number of so many bytes as the kernel has it, empty when it does not tell. */
        Optional<ByteBuffer> value(int attribute) {
            return Optional.ofNullable(info.get(attribute));
        }

        double number(int attribute) {
            return value(attribute)
                    .map(v -> (double) Integer.toUnsignedLong(v.getInt(0)))
                    .orElse(0.0);
        }

        /** A counter of 64 bits, where the kernel has it, else its 32 lower bits. */
        double counter(int attribute64, int attribute32) {
            return value(attribute64)
                    .map(v -> (double) v.getLong(0))
                    .orElseGet(() -> number(attribute32));
        }

        /** Bits a second. */
        double rate(int attribute) throws IOException {
            ByteBuffer value = info.get(attribute);
            if (value == null) {
                return 0;
            }
            Map<Integer, ByteBuffer> rate = NetlinkMessage.attributes(value, 0);
            ByteBuffer wide = rate.get(RATE_BITRATE32);
            ByteBuffer narrow = rate.get(RATE_BITRATE);
            if (wide != null) {
                return Integer.toUnsignedLong(wide.getInt(0)) * RATE_UNIT;
            }
            return narrow == null ? 0 : (narrow.getShort(0) & 0xffff) * RATE_UNIT;
        }
    }

    List<Device> devices() throws IOException {
        List<Device> devices = new ArrayList<>();
        for (Map<Integer, ByteBuffer> found : dump(CMD_GET_INTERFACE, new byte[0])) {
            ByteBuffer name = found.get(ATTR_IFNAME);
            ByteBuffer index = found.get(ATTR_IFINDEX);
            ByteBuffer megahertz = found.get(ATTR_WIPHY_FREQ);
            devices.add(
                    new Device(
                            index == null ? 0 : index.getInt(0),
                            name == null ? "" : text(name).replace("\0", ""),
                            megahertz == null ? 0 : Integer.toUnsignedLong(megahertz.getInt(0))));
        }
        return devices;
    }

    /** The cell of a device, empty when it is in none. */
    Optional<Cell> cell(Device device) throws IOException {
        for (Map<Integer, ByteBuffer> found : dump(CMD_GET_SCAN, index(device))) {
            ByteBuffer cell = found.get(ATTR_BSS);
            Map<Integer, ByteBuffer> facts =
                    cell == null ? Map.of() : NetlinkMessage.attributes(cell, 0);
            ByteBuffer status = facts.get(BSS_STATUS);
            ByteBuffer address = facts.get(BSS_BSSID);
            if (status != null && address != null) {
                ByteBuffer elements = facts.get(BSS_INFORMATION_ELEMENTS);
                String network = elements == null ? "" : network(elements);
                return Optional.of(new Cell(hardware(address), network, status.getInt(0)));
            }
        }
        return Optional.empty();
    }

    List<Station> stations(Device device) throws IOException {
        List<Station> stations = new ArrayList<>();
        for (Map<Integer, ByteBuffer> found : dump(CMD_GET_STATION, index(device))) {
            ByteBuffer address = found.get(ATTR_MAC);
            ByteBuffer info = found.get(ATTR_STA_INFO);
            if (address != null && info != null) {
                stations.add(new Station(hardware(address), NetlinkMessage.attributes(info, 0)));
            }
        }
        return stations;
    }

    /** Elements of a beacon are a byte of kind, a byte of length and so many bytes each. */
    private static String network(ByteBuffer elements) {
        int at = 0;
        while (at + 2 <= elements.limit()) {
            int length = Math.min(elements.get(at + 1) & 0xff, elements.limit() - at - 2);
            if (elements.get(at) == ELEMENT_SSID) {
                return text(elements.slice(at + 2, length));
            }
            at += 2 + length;
        }
        return "";
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    private static String hardware(ByteBuffer address) {
        byte[] bytes = new byte[address.limit()];
        address.get(0, bytes);
        return HexFormat.ofDelimiter(":").formatHex(bytes);
    }

    private static byte[] index(Device device) {
        ByteBuffer index = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
        return NetlinkMessage.attribute(ATTR_IFINDEX, index.putInt(0, device.index).array());
    }

    private List<Map<Integer, ByteBuffer>> dump(int command, byte[] attributes) throws IOException {
        return ask(family, NetlinkMessage.DUMP, command, attributes);
    }

    private List<Map<Integer, ByteBuffer>> ask(int type, int flags, int command, byte[] attributes)
            throws IOException {
        ByteBuffer body = ByteBuffer.allocate(GENERIC_HEADER_BYTES + attributes.length);
        body.put(0, (byte) command).put(1, (byte) 1).put(GENERIC_HEADER_BYTES, attributes);
        byte[] request = NetlinkMessage.request(type, flags, body.array());
        List<Map<Integer, ByteBuffer>> answers = new ArrayList<>();
        for (byte[] message : calls.netlink(NETLINK_GENERIC, request)) {
            answers.add(
                    NetlinkMessage.attributes(
                            NetlinkMessage.of(message),
                            NetlinkMessage.HEADER_BYTES + GENERIC_HEADER_BYTES));
        }
        return answers;
    }
}
