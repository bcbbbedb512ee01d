package io.gnomon.exporters.node.internal.network;

import io.gnomon.exporters.node.internal.host.NameFilter;
import io.gnomon.exporters.node.internal.host.NamePattern;
import io.gnomon.exporters.node.internal.host.Offer;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Key;

import java.util.List;

/** What can be reported of the network. */
public final class NetworkCollectors {
    /** All of them. */
    public static final List<Offer<Settings>> OFFERS =
            List.of(
                    Offer.on("infiniband", (host, s) -> new InfinibandCollector(host.files())),
                    Offer.on(
                            "arp",
                            (host, s) ->
                                    new ArpCollector(
                                            host.files(),
                                            NameFilter.of(
                                                    "collector.arp.device",
                                                    s.arpInclude,
                                                    s.arpExclude,
                                                    ""))),
                    Offer.on("bonding", (host, s) -> new BondingCollector(host.files())),
                    Offer.on("conntrack", (host, s) -> new ConntrackCollector(host.files())),
                    Offer.off(
                            "ethtool",
                            (host, s) ->
                                    new EthtoolCollector(
                                            host,
                                            NameFilter.of(
                                                    "collector.ethtool.device",
                                                    s.ethtoolInclude,
                                                    s.ethtoolExclude,
                                                    ""),
                                            NamePattern.of(s.ethtoolCounters))),
                    Offer.on(
                            "ipvs",
                            (host, s) ->
                                    new IpvsCollector(
                                            host.files(), List.of(s.ipvsLabels.split(",")))),
                    Offer.off("lnstat", (host, s) -> new LnstatCollector(host.files())),
                    Offer.on(
                            "netclass",
                            (host, s) ->
                                    new NetclassCollector(
                                            host.files(),
                                            NameFilter.both("", s.netclassIgnored),
                                            s.ignoreInvalidSpeed)),
                    Offer.on(
                            "netdev",
                            (host, s) ->
                                    new NetdevCollector(
                                            host,
                                            NameFilter.of(
                                                    "collector.netdev.device",
                                                    s.netdevInclude,
                                                    s.netdevExclude,
                                                    ""),
                                            new NetdevCollector.Options(
                                                    s.netdevNetlink,
                                                    s.netdevDetailed,
                                                    s.netdevAliases,
                                                    s.netdevAddresses))),
                    Offer.on(
                            "netstat",
                            (host, s) ->
                                    new NetstatCollector(
                                            host.files(), NameFilter.both(s.netstatFields, ""))),
                    Offer.off("network_route", (host, s) -> new NetworkRouteCollector(host)),
                    Offer.off(
                            "qdisc",
                            (host, s) ->
                                    new QdiscCollector(
                                            host,
                                            NameFilter.of(
                                                    "collector.qdisc.device",
                                                    s.qdiscInclude,
                                                    s.qdiscExclude,
                                                    ""))),
                    Offer.on(
                            "sockstat",
                            (host, s) ->
                                    new SockstatCollector(host.files(), host.calls().pageSize())),
                    Offer.on("softnet", (host, s) -> new SoftnetCollector(host.files())),
                    Offer.off("tcpstat", (host, s) -> new TcpstatCollector(host.files())),
                    Offer.on("udp_queues", (host, s) -> new UdpQueuesCollector(host.files())),
                    Offer.off("wifi", (host, s) -> new WifiCollector(host.calls())),
                    Offer.off("xfrm", (host, s) -> new XfrmCollector(host.files())));

    private NetworkCollectors() {}

    /** Settings, named as node_exporter's flags. */
    public record Settings(
            @Doc("ARP devices to report, as a regular expression; empty for all")
                    @Key("collector.arp.device-include")
                    @Default("")
                    String arpInclude,
            @Doc("ARP devices to leave out, as a regular expression")
                    @Key("collector.arp.device-exclude")
                    @Default("")
                    String arpExclude,
            @Doc("Accepted, without effect: /proc/net/arp has the entries that netlink has")
                    @Key("collector.arp.netlink")
                    @Default("true")
                    boolean arpNetlink,
            @Doc("Devices whose drivers to ask, as a regular expression; empty for all")
                    @Key("collector.ethtool.device-include")
                    @Default("")
                    String ethtoolInclude,
            @Doc("Devices whose drivers not to ask, as a regular expression")
                    @Key("collector.ethtool.device-exclude")
                    @Default("")
                    String ethtoolExclude,
            @Doc("Counters of the drivers to report, as a regular expression")
                    @Key("collector.ethtool.metrics-include")
                    @Default(".*")
                    String ethtoolCounters,
            @Doc("Labels of IPVS backends, separated by commas")
                    @Key("collector.ipvs.backend-labels")
                    @Default("local_address,local_port,remote_address,remote_port,proto,local_mark")
                    String ipvsLabels,
            @Doc("Network devices that the netclass collector leaves out, as a regular expression")
                    @Key("collector.netclass.ignored-devices")
                    @Default("^$")
                    String netclassIgnored,
            @Doc("Leave out node_network_speed_bytes of devices that tell a negative speed")
                    @Key("collector.netclass.ignore-invalid-speed")
                    boolean ignoreInvalidSpeed,
            @Doc("Accepted, without effect: /sys/class/net has what netlink has")
                    @Key("collector.netclass.netlink")
                    boolean netclassNetlink,
            @Doc("Refused: the collector netdev reports these counters")
                    @Key("collector.netclass_rtnl.with-stats")
                    boolean netclassStats,
            @Doc("Network devices to report, as a regular expression; empty for all")
                    @Key("collector.netdev.device-include")
                    @Default("")
                    String netdevInclude,
            @Doc("Network devices to leave out, as a regular expression")
                    @Key("collector.netdev.device-exclude")
                    @Default("")
                    String netdevExclude,
            @Doc("Ask for the counters over netlink instead of reading /sys/class/net")
                    @Key("collector.netdev.netlink")
                    @Default("true")
                    boolean netdevNetlink,
            @Doc("Report the addresses of the network devices")
                    @Key("collector.netdev.address-info")
                    boolean netdevAddresses,
            @Doc("Report the kernel's counters instead of the sums of /proc/net/dev")
                    @Key("collector.netdev.enable-detailed-metrics")
                    boolean netdevDetailed,
            @Doc("Name the alias of network devices in a label")
                    @Key("collector.netdev.label-ifalias")
                    boolean netdevAliases,
            @Doc("Fields of /proc/net/netstat, snmp and snmp6 to report, as a regular expression")
                    @Key("collector.netstat.fields")
                    @Default(
                            "^(.*_(InErrors|InErrs)|Ip_Forwarding|Ip(6|Ext)_(InOctets|OutOctets)|Icmp6?_(InMsgs|OutMsgs)|TcpExt_(Listen.*|Syncookies.*|TCPSynRetrans|TCPTimeouts|TCPOFOQueue|TCPRcvQDrop)|Tcp_(ActiveOpens|InSegs|OutSegs|OutRsts|PassiveOpens|RetransSegs|CurrEstab)|Udp6?_(InDatagrams|OutDatagrams|NoPorts|RcvbufErrors|SndbufErrors))$")
                    String netstatFields,
            @Doc("Devices whose queueing to report, as a regular expression; empty for all")
                    @Key("collector.qdisc.device-include")
                    @Default("")
                    String qdiscInclude,
            @Doc("Devices whose queueing to leave out, as a regular expression")
                    @Key("collector.qdisc.device-exclude")
                    @Default("")
                    String qdiscExclude,
            @Doc("Refused: for tests of node_exporter")
                    @Key("collector.qdisc.fixtures")
                    @Default("")
                    String qdiscFixtures,
            @Doc("Refused: for tests of node_exporter") @Key("collector.wifi.fixtures") @Default("")
                    String wifiFixtures) {
        public Settings {
            if (netclassStats) {
                throw new IllegalArgumentException(
                        "collector.netclass_rtnl.with-stats: the collector netdev reports these"
                                + " counters; leave it away");
            }
            if (!qdiscFixtures.isEmpty() || !wifiFixtures.isEmpty()) {
                throw new IllegalArgumentException(
                        (qdiscFixtures.isEmpty() ? "collector.wifi" : "collector.qdisc")
                                + ".fixtures: it is for node_exporter's own tests; the kernel is"
                                + " asked here");
            }
        }
    }
}
