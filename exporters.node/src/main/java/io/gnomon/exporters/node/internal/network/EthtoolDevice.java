package io.gnomon.exporters.node.internal.network;

import io.gnomon.spi.common.NativeCalls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a network device's driver says: commands and structures of linux/ethtool.h. */
record EthtoolDevice(NativeCalls calls, String name) {
    private static final int GSET = 0x01;
    private static final int GDRVINFO = 0x03;
    private static final int GSTRINGS = 0x1b;
    private static final int GSTATS = 0x1d;

    /** struct ethtool_cmd. */
    private static final int CMD_BYTES = 44;

    /** struct ethtool_drvinfo: five texts of 32 bytes, and where the number of counters is. */
    private static final int DRVINFO_BYTES = 196;

    private static final int TEXT_BYTES = 32;
    private static final int COUNTERS_AT = 180;

    /** ETH_SS_STATS: names of the counters. */
    private static final int SET_OF_COUNTERS = 1;

    /** More is a driver's mistake. */
    private static final int COUNTERS_MAX = 100_000;

    /**
     * A link's modes.
     *
     * @param supported bits ETHTOOL_LINK_MODE_*, the first 32 of them
     * @param advertised the same of those that are offered to the other end
     */
    record Link(int supported, int advertised, int autonegotiates) {}

    /** What a driver says of itself. */
    record Driver(
            String driver,
            String version,
            String firmware,
            String bus,
            String expansionRom,
            int counters) {}

    Link link() throws IOException {
        ByteBuffer answer = ask(GSET, CMD_BYTES);
        return new Link(answer.getInt(4), answer.getInt(8), answer.get(18));
    }

    Driver driver() throws IOException {
        ByteBuffer answer = ask(GDRVINFO, DRVINFO_BYTES);
        return new Driver(
                text(answer, 4),
                text(answer, 36),
                text(answer, 68),
                text(answer, 100),
                text(answer, 132),
                answer.getInt(COUNTERS_AT));
    }

    /**
     * The driver's counters, by the driver's names.
     *
     * @param count how many there are, as {@link #driver} says
     */
    Map<String, Long> counters(int count) throws IOException {
        if (count < 0 || count > COUNTERS_MAX) {
            throw new IOException(name + " tells of " + count + " counters");
        }
        byte[] command = command(GSTRINGS, 12 + count * TEXT_BYTES);
        buffer(command).putInt(4, SET_OF_COUNTERS).putInt(8, count);
        ByteBuffer names = ask(command);
        command = command(GSTATS, 8 + count * Long.BYTES);
        buffer(command).putInt(4, count);
        ByteBuffer values = ask(command);
        Map<String, Long> counters = new LinkedHashMap<>();
        int told = Math.min(count, Math.min(names.getInt(8), values.getInt(4)));
        for (int i = 0; i < told; i++) {
            counters.put(text(names, 12 + i * TEXT_BYTES), values.getLong(8 + i * Long.BYTES));
        }
        return counters;
    }

    private ByteBuffer ask(int command, int bytes) throws IOException {
        return ask(command(command, bytes));
    }

    private static byte[] command(int command, int bytes) {
        byte[] struct = new byte[bytes];
        buffer(struct).putInt(0, command);
        return struct;
    }

    private ByteBuffer ask(byte[] command) throws IOException {
        return buffer(calls.ethtool(name, command));
    }

    private static ByteBuffer buffer(byte[] struct) {
        return ByteBuffer.wrap(struct).order(ByteOrder.nativeOrder());
    }

    private static String text(ByteBuffer from, int at) {
        byte[] bytes = new byte[TEXT_BYTES];
        from.get(at, bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return (end < 0 ? text : text.substring(0, end)).strip();
    }
}
