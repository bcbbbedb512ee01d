package io.gnomon.exporters.node.internal.disk;

import io.gnomon.exporters.node.internal.host.Collector;
import io.gnomon.exporters.node.internal.host.HostFiles;
import io.gnomon.exporters.node.internal.host.Metrics;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What the NFS server of the kernel did, of /proc/net/rpc/nfsd. */
record NfsdCollector(HostFiles files) implements Collector {
    /** Operations of NFSv4 by their numbers (RFC 7530, section 16); the first three are unused. */
    private static final List<String> V4 =
            List.of(
                    ("- - - Access Close Commit Create DelegPurge DelegReturn GetAttr GetFH Link"
                         + " Lock Lockt Locku Lookup LookupRoot Nverify Open OpenAttr OpenConfirm"
                         + " OpenDgrd PutFH - - Read ReadDir ReadLink Remove Rename Renew RestoreFH"
                         + " SaveFH SecInfo SetAttr SetClientID SetClientIDConfirm Verify Write"
                         + " RelLockOwner")
                            .split(" "));

    private static final Map<String, List<String>> METHODS =
            Map.of(
                    "proc2",
                    withoutNull(RpcFile.V2),
                    "proc3",
                    withoutNull(RpcFile.V3),
                    "proc4ops",
                    V4);

    private static List<String> withoutNull(List<String> names) {
        return names.stream().map(name -> name.equals("Null") ? "-" : name).toList();
    }

    @Override
    public void collect(Metrics out) throws IOException {
        RpcFile rpc = new RpcFile(files, files.proc("net/rpc/nfsd"));
        rpc.counter(out, "rc", 0, "nfsd_reply_cache_hits_total", "Replies sent again.");
        rpc.counter(out, "rc", 1, "nfsd_reply_cache_misses_total", "Replies put into the cache.");
        rpc.counter(out, "rc", 2, "nfsd_reply_cache_nocache_total", "Replies not to be cached.");
        rpc.counter(out, "fh", 0, "nfsd_file_handles_stale_total", "Stale file handles.");
        rpc.counter(out, "io", 0, "nfsd_disk_bytes_read_total", "Bytes read.");
        rpc.counter(out, "io", 1, "nfsd_disk_bytes_written_total", "Bytes written.");
        rpc.gauge(out, "th", 0, "nfsd_server_threads", "Threads of the server.");
        rpc.gauge(out, "ra", 0, "nfsd_read_ahead_cache_size_blocks", "Size of the read-ahead.");
        rpc.counter(out, "ra", 11, "nfsd_read_ahead_cache_not_found_total", "Read-ahead missed.");
        String packets = "Packets of the NFS server, sent and received.";
        rpc.counter(out, "net", 1, "nfsd_packets_total", packets, "proto", "udp");
        rpc.counter(out, "net", 2, "nfsd_packets_total", packets, "proto", "tcp");
        rpc.counter(out, "net", 3, "nfsd_connections_total", "Connections over TCP.");
        String errors = "Calls that were refused.";
        rpc.counter(out, "rpc", 2, "nfsd_rpc_errors_total", errors, "error", "fmt");
        rpc.counter(out, "rpc", 3, "nfsd_rpc_errors_total", errors, "error", "auth");
        rpc.counter(out, "rpc", 4, "nfsd_rpc_errors_total", errors, "error", "cInt");
        rpc.counter(out, "rpc", 0, "nfsd_server_rpcs_total", "Calls.");
        String requests = "Calls by method.";
        rpc.requests(out, "nfsd_requests_total", requests, METHODS);
        rpc.counter(
                out,
                "wdeleg_getattr",
                0,
                "nfsd_requests_total",
                requests,
                "proto",
                "4",
                "method",
                "WdelegGetattr");
    }
}
