package org.borderledger.discovery;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/**
 * Which addresses may be asked: what a catalogue or a redirect names must not lead into the network that this runs in.
 *
 * <p>The host is resolved here and every address of it is checked. HttpClient then resolves it once more, and offers no
 * way to hand it the address that was checked (a certificate is for the name). The virtual machine keeps what it resolved
 * for 30 seconds, so the client connects to one of the addresses checked here, unless {@code networkaddress.cache.ttl} is
 * set to 0, or the entry runs out in the instant between the two. Whoever controls a publisher's DNS and hits that
 * instant could lead one request elsewhere; what it answers would still have to be a file of statistics to have any
 * effect. A network policy closes that gap.
 */
final class AddressRules {
    private final Set<String> reachable;

    AddressRules(Set<String> reachable) {
        this.reachable = reachable;
    }

    /** An address that is not asked, and why. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason, null, false, false);
        }
    }

    /**
     * Checks an address before it is asked.
     *
     * @param first the address of the source, where the request began
     * @throws Refused when it may not be asked
     * @throws UnknownHostException when the host has no address, which may pass
     */
    void check(URI address, URI first) throws Refused, UnknownHostException {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        boolean plain = scheme.equals("http") && "http".equalsIgnoreCase(first.getScheme());
        if (!scheme.equals("https") && !plain) {
            throw new Refused("the scheme " + scheme);
        }
        String host = address.getHost();
        if (host == null || address.getRawUserInfo() != null) {
            throw new Refused("an address without a plain host");
        }
        if (reachable.contains(host.toLowerCase(Locale.ROOT))) {
            return;
        }
        int port = address.getPort();
        if (port != -1 && port != (plain ? 80 : 443)) {
            throw new Refused("port " + port);
        }
        for (InetAddress each : InetAddress.getAllByName(host)) {
            if (!isPublic(each)) {
                throw new Refused(host + ", which is " + each.getHostAddress() + ", not a public address");
            }
        }
    }

    /** Whether the address is one of the public internet, by the special-purpose registries of IANA (RFC 6890). */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return switch (address) {
            case Inet4Address four -> isPublic(four.getAddress());
            case Inet6Address six -> isPublicSix(six.getAddress());
            default -> false;
        };
    }

    private static boolean isPublic(byte[] four) {
        int a = four[0] & 0xff;
        int b = four[1] & 0xff;
        int c = four[2] & 0xff;
        int d = four[3] & 0xff;
        boolean thisNetwork = a == 0;
        boolean sharedByCarriers = a == 100 && b >= 64 && b <= 127;
        boolean protocols = a == 192 && b == 0 && (c == 0 || c == 2);
        boolean relays = a == 192 && b == 88 && c == 99;
        boolean benchmarks = a == 198 && (b == 18 || b == 19);
        boolean examples = (a == 198 && b == 51 && c == 100) || (a == 203 && b == 0 && c == 113);
        boolean reserved = a >= 240;
        // a public address by which a cloud tells its machines of themselves
        boolean metadata = a == 168 && b == 63 && c == 129 && d == 16;
        return !(thisNetwork
                || sharedByCarriers
                || protocols
                || relays
                || benchmarks
                || examples
                || reserved
                || metadata);
    }

    /** 2000::/3 is what is given out; of that, what wraps an older address or stands in examples is not. */
    private static boolean isPublicSix(byte[] six) {
        int first = ((six[0] & 0xff) << 8) | (six[1] & 0xff);
        int second = ((six[2] & 0xff) << 8) | (six[3] & 0xff);
        boolean givenOut = first >> 13 == 1;
        boolean protocols = first == 0x2001 && second < 0x0200;
        boolean examples = (first == 0x2001 && second == 0x0db8) || (first == 0x3fff && second < 0x1000);
        boolean wrapsFour = first == 0x2002;
        return givenOut && !protocols && !examples && !wrapsFour;
    }
}
