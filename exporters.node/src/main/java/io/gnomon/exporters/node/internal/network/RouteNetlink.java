package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.HostFiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** How rtnetlink(7) is asked. */
final class RouteNetlink {
    /** NETLINK_ROUTE. */
    static final int PROTOCOL = 0;

    private RouteNetlink() {}

    /** A request of all objects; the body, of so many bytes, is zero: of any family. */
    static byte[] dump(int type, int bodyBytes) {
        return NetlinkMessage.request(type, NetlinkMessage.DUMP, new byte[bodyBytes]);
    }

    /** Names of the network devices by their numbers. */
    static Map<Integer, String> devices(HostFiles files) throws IOException {
        Map<Integer, String> names = new HashMap<>();
        for (Path device : files.list(files.sys("class/net"), "*")) {
            files.number(device.resolve("ifindex"))
                    .ifPresent(n -> names.put(n.intValue(), HostFiles.name(device)));
        }
        return names;
    }
}
