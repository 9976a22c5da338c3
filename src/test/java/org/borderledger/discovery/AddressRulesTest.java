package org.borderledger.discovery;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses may be asked; none is. */
class AddressRulesTest {
    private static final URI SECURE = URI.create("https://www.gov.uk/api/content/a");

    private final AddressRules rules = new AddressRules(Set.of("mirror.example"));

    private String refusal(String address) {
        return String.valueOf(assertThrows(AddressRules.Refused.class, () -> rules.check(URI.create(address), SECURE))
                .getMessage());
    }

    @Test
    void whatBeginsWithHttpsStaysThere() {
        assertEquals("the scheme http", refusal("http://8.8.8.8/file"));
        assertDoesNotThrow(() -> rules.check(URI.create("https://8.8.8.8/file"), SECURE));
        assertDoesNotThrow(() -> rules.check(URI.create("http://8.8.8.8/file"), URI.create("http://8.8.8.8/")));
        assertDoesNotThrow(() -> rules.check(URI.create("https://8.8.8.8/file"), URI.create("http://8.8.8.8/")));
    }

    @Test
    void aHostIsAskedWhereItServesThePublic() {
        assertEquals("port 5432", refusal("https://8.8.8.8:5432/file"));
        assertEquals("an address without a plain host", refusal("https://me:secret@8.8.8.8/file"));
        assertEquals("an address without a plain host", refusal("https:/file"));
    }

    @Test
    void aHostThatIsNamedMayBeAskedWhereverItStands() {
        assertDoesNotThrow(() -> rules.check(URI.create("https://mirror.example:8443/file"), SECURE));
        assertDoesNotThrow(() -> rules.check(URI.create("https://MIRROR.example/file"), SECURE));
        assertEquals("the scheme http", refusal("http://mirror.example/file"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1.2.3",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.1.2.3",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "100::1",
                "2001::1",
                "2001:1::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void whatIsNotOfThePublicInternetIsRefused(String address) {
        assertFalse(AddressRules.isPublic(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.0.1.1",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "2001:4860:4860::8888",
                "2606:4700:4700::1111",
                "2a04:4e42::144"
            })
    void whatIsOfThePublicInternetIsNot(String address) {
        assertTrue(AddressRules.isPublic(InetAddress.ofLiteral(address)));
    }
}
