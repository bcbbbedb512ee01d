package io.gnomon.platform.nativecalls.internal;

import static io.gnomon.platform.nativecalls.internal.SystemCalls.checked;
import static io.gnomon.platform.nativecalls.internal.SystemCalls.function;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** ioctl(2) on network devices: SIOCETHTOOL of linux/sockios.h. */
final class Ioctls {
    private static final long SIOCETHTOOL = 0x8946;

    /** struct ifreq of linux/if.h: 16 bytes of name, then a pointer to the command. */
    private static final int IFREQ_BYTES = 40;

    private static final int NAME_BYTES = 16;

    private final MethodHandle ioctl;

    private Ioctls() {
        ioctl =
                function(
                        "ioctl",
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                        Linker.Option.firstVariadicArg(2));
    }

    /** Empty where these layouts do not hold or native access is denied. */
    static Optional<Ioctls> open() {
        return SystemCalls.open(Ioctls::new);
    }

    /** What the kernel leaves in the place of the command. */
    byte[] ethtool(Sockets sockets, String device, byte[] command) throws IOException {
        byte[] name = device.getBytes(StandardCharsets.UTF_8);
        if (name.length >= NAME_BYTES) {
            throw new IOException("\"" + device + "\" is too long for the name of a device");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(command.length, 8);
            MemorySegment.copy(command, 0, data, JAVA_BYTE, 0, command.length);
            MemorySegment request = arena.allocate(IFREQ_BYTES, 8);
            MemorySegment.copy(name, 0, request, JAVA_BYTE, 0, name.length);
            request.set(ADDRESS, NAME_BYTES, data);
            int fd = sockets.socket(arena, Sockets.AF_INET, Sockets.SOCK_DGRAM, 0);
            try {
                checked(arena, state -> (int) ioctl.invokeExact(state, fd, SIOCETHTOOL, request));
                return data.toArray(JAVA_BYTE);
            } finally {
                sockets.close(arena, fd);
            }
        }
    }
}
