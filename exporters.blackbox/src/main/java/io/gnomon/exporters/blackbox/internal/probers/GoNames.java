package io.gnomon.exporters.blackbox.internal.probers;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * Names of certificates as Go's {@code pkix.Name.String} writes them, which dashboards and alerts
 * compare: RFC 2253 with the attributes in an order of Go's own, those that it does not know first,
 * values of one attribute joined by plus signs.
 */
final class GoNames {
    /** Attributes that Go knows, in the order in which it writes them. */
    private static final List<String> ORDER =
            List.of("SERIALNUMBER", "CN", "POSTALCODE", "STREET", "ST", "L", "OU", "O", "C");

    private static final Map<String, String> KEYWORDS =
            Map.of("2.5.4.5", "SERIALNUMBER", "2.5.4.17", "POSTALCODE");

    /** Go takes these, which have keywords in RFC 2253, for unknown ones. */
    private static final Map<String, String> UNKNOWN =
            Map.of("DC", "0.9.2342.19200300.100.1.25", "UID", "0.9.2342.19200300.100.1.1");

    private static final String SPECIAL = ",+\"\\<>;";

    private GoNames() {}

    static String of(X500Principal principal) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        List<String> written = new ArrayList<>();
        try {
            // LdapName counts from the end: the part that is first in the certificate is 0.
            for (Rdn rdn : new LdapName(principal.getName("RFC2253", KEYWORDS)).getRdns()) {
                String type = rdn.getType();
                if (ORDER.contains(type)) {
                    values.computeIfAbsent(type, _ -> new ArrayList<>())
                            .add(type + "=" + escape(String.valueOf(rdn.getValue())));
                } else {
                    written.addFirst(UNKNOWN.getOrDefault(type, type) + "=" + value(rdn));
                }
            }
        } catch (InvalidNameException e) {
            return principal.getName();
        }
        for (String type : ORDER) {
            if (values.containsKey(type)) {
                written.add(String.join("+", values.get(type)));
            }
        }
        return String.join(",", written);
    }

    /** Of an attribute without a keyword: # and its DER in hexadecimal. */
    private static String value(Rdn rdn) {
        return rdn.getValue() instanceof byte[] der
                ? "#" + HexFormat.of().formatHex(der)
                : escape(String.valueOf(rdn.getValue()));
    }

    private static String escape(String value) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean edge =
                    (i == 0 && (c == ' ' || c == '#')) || (i == value.length() - 1 && c == ' ');
            if (edge || SPECIAL.indexOf(c) >= 0) {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }
}
