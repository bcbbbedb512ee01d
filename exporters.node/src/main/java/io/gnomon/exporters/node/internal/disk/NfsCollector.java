package io.gnomon.exporters.node.internal.disk;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What the NFS client of the kernel asked of servers, of /proc/net/rpc/nfs. */
record NfsCollector(HostFiles files) implements Collector {
    /** Names in the order of the kernel's columns (include/linux/nfs4.h, NFSPROC4_CLNT_NULL ff.) */
    private static final List<String> V4 =
            List.of(
                    ("Null Read Write Commit Open OpenConfirm OpenNoattr OpenDowngrade Close"
                         + " Setattr FsInfo Renew SetClientID SetClientIDConfirm Lock Lockt Locku"
                         + " Access Getattr Lookup LookupRoot Remove Rename Link Symlink Create"
                         + " Pathconf StatFs ReadLink ReadDir ServerCaps DelegReturn GetACL SetACL"
                         + " FsLocations ReleaseLockowner Secinfo FsidPresent ExchangeID"
                         + " CreateSession DestroySession Sequence GetLeaseTime ReclaimComplete"
                         + " GetDeviceInfo LayoutGet LayoutCommit LayoutReturn SecinfoNoName"
                         + " TestStateID FreeStateID GetDeviceList BindConnToSession"
                         + " DestroyClientID Seek Allocate DeAllocate LayoutStats Clone")
                            .split(" "));

    private static final Map<String, List<String>> METHODS =
            Map.of("proc2", RpcFile.V2, "proc3", RpcFile.V3, "proc4", V4);

    @Override
    public void collect(Metrics out) throws IOException {
        RpcFile rpc = new RpcFile(files, files.proc("net/rpc/nfs"));
        String packets = "Packets of the NFS client, sent and received.";
        rpc.counter(out, "net", 1, "nfs_packets_total", packets, "protocol", "udp");
        rpc.counter(out, "net", 2, "nfs_packets_total", packets, "protocol", "tcp");
        rpc.counter(out, "net", 3, "nfs_connections_total", "Connections to NFS servers.");
        rpc.counter(out, "rpc", 0, "nfs_rpcs_total", "Calls of NFS servers.");
        rpc.counter(out, "rpc", 1, "nfs_rpc_retransmissions_total", "Calls sent again.");
        rpc.counter(
                out,
                "rpc",
                2,
                "nfs_rpc_authentication_refreshes_total",
                "Times that credentials were refreshed.");
        rpc.requests(out, "nfs_requests_total", "Calls of NFS servers by method.", METHODS);
    }
}
