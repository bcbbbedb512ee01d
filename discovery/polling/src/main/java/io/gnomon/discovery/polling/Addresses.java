package io.gnomon.discovery.polling;

import java.net.InetAddress;
import java.util.List;

/** IP addresses as texts, one form for each. */
public final class Addresses {
    private Addresses() {}

    /**
     * An address in its canonical form; a text that is none stays as it is.
     *
     * @param literal an address, never a name
     */
    public static String canonical(String literal) {
        if (!literal.contains(":")) {
            return literal;
        }
        try {
            return canonical(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException e) {
            return literal;
        }
    }

    /** As RFC 5952 prints an address: the first of the longest runs of zeros is left out. */
    public static String canonical(InetAddress address) {
        String[] groups = address.getHostAddress().replaceAll("%.*", "").split(":");
        int start = 0;
        int longest = 1;
        for (int i = 0; i < groups.length; i++) {
            int end = i;
            while (end < groups.length && groups[end].equals("0")) {
                end++;
            }
            if (end - i > longest) {
                start = i;
                longest = end - i;
            }
        }
        List<String> all = List.of(groups);
        return longest == 1
                ? String.join(":", all)
                : String.join(":", all.subList(0, start))
                        + "::"
                        + String.join(":", all.subList(start + longest, groups.length));
    }
}
