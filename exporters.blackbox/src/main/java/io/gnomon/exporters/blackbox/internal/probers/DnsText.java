package io.gnomon.exporters.blackbox.internal.probers;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * Records as Go's DNS library writes them, for expressions that were written for the peer: {@code
 * name.TAB ttl TAB class TAB type TAB data}.
 */
final class DnsText {
    private DnsText() {}

    static String of(Record each) {
        return each.getName()
                + "\t"
                + each.getTTL()
                + "\t"
                + DClass.string(each.getDClass())
                + "\t"
                + Type.string(each.getType())
                + "\t"
                + each.rdataToString();
    }
}
