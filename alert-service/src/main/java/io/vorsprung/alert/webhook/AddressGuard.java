package io.vorsprung.alert.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Which addresses may be called: none that is not on the public internet (IANA's special-purpose registries, RFC 6890), so that
 * nobody reaches inside with us. Asked after the name was resolved, and the address that was asked about is the one that is
 * called.
 */
public final class AddressGuard {

    private static final List<Network> SPECIAL = List.of(
            network("0.0.0.0", 8),
            network("10.0.0.0", 8),
            network("100.64.0.0", 10),
            network("127.0.0.0", 8),
            network("169.254.0.0", 16),
            network("172.16.0.0", 12),
            network("192.0.0.0", 24),
            network("192.0.2.0", 24),
            network("192.88.99.0", 24),
            network("192.168.0.0", 16),
            network("198.18.0.0", 15),
            network("198.51.100.0", 24),
            network("203.0.113.0", 24),
            network("224.0.0.0", 4),
            network("240.0.0.0", 4),
            network("::", 96),
            network("64:ff9b::", 96),
            network("64:ff9b:1::", 48),
            network("100::", 64),
            network("2001::", 23),
            network("2001:db8::", 32),
            network("2002::", 16),
            network("3fff::", 20),
            network("5f00::", 16),
            network("fc00::", 7),
            network("fe80::", 10),
            network("fec0::", 10),
            network("ff00::", 8));

    private record Network(byte[] prefix, int bits) {
        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private AddressGuard() {}

    /** Whether an address is on the public internet. IPv4 addresses in IPv6 notation are IPv4 addresses to Java. */
    public static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return SPECIAL.stream().noneMatch(network -> network.contains(bytes));
    }

    private static Network network(String prefix, int bits) {
        try {
            return new Network(InetAddress.getByName(prefix).getAddress(), bits);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
