package vesper.bank.identifier;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address of the Internet, IPv4 or IPv6; an IPv4 address that is written as IPv6 (RFC 4291, 2.5.5.2) is the IPv4 address.
 * It is personal, so {@link #toString} does not tell it.
 */
public final class IpAddress {
    private static final int V4 = 4;
    private static final int V4_LONGEST = 15;
    private static final int V6_LONGEST = 45;

    /** 2001:db8::/32 (RFC 3849). */
    private static final int V6_EXAMPLES = 0x2001_0db8;

    private final byte[] bytes;

    private IpAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads an address as it is usually written, without a zone or a port; never asks for a name. Empty if it is none. */
    public static Optional<IpAddress> parse(String text) {
        byte[] bytes = text.indexOf(':') < 0 ? v4(text) : v6(text);
        return bytes == null ? Optional.empty() : Optional.of(new IpAddress(bytes));
    }

    private static byte @Nullable [] v4(String text) {
        byte[] read = new byte[V4];
        int place = 0;
        int digits = 0;
        int value = 0;
        if (text.length() > V4_LONGEST) {
            return null;
        }
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? '.' : text.charAt(i);
            if (c == '.') {
                if (digits == 0 || value > 255 || place == V4) {
                    return null;
                }
                read[place++] = (byte) value;
                digits = 0;
                value = 0;
            } else if (c >= '0' && c <= '9' && (digits == 0 || value > 0)) {
                // A zero in front would be octal to some.
                value = 10 * value + c - '0';
                digits++;
            } else {
                return null;
            }
        }
        return place == V4 ? read : null;
    }

    @SuppressWarnings("AddressSelection") // a literal: with a colon in it nothing is looked up
    private static byte @Nullable [] v6(String text) {
        boolean literal = text.length() <= V6_LONGEST && text.charAt(0) != '.';
        for (int i = 0; literal && i < text.length(); i++) {
            char c = text.charAt(i);
            literal = c == ':' || c == '.' || (c < 128 && Character.digit(c, 16) >= 0);
        }
        try {
            return literal ? InetAddress.getByName(text).getAddress() : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** The usual way to write it. */
    public String text() {
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }

    /** Whether it is of version 4. */
    public boolean isV4() {
        return bytes.length == V4;
    }

    /**
     * What one customer is likely to have: the address in IPv4, the 64 bits of the network in IPv6, where devices change the
     * rest (RFC 8981). The first 32 bits of IPv4; a hash in IPv6.
     */
    public int network() {
        return isV4() ? number(0) : 31 * number(0) + number(V4);
    }

    private int number(int from) {
        return ByteBuffer.wrap(bytes).getInt(from);
    }

    /** Whether the Internet knows it: it is none of a house, a provider's inside, a machine itself, a group, an example. */
    public boolean isPublic() {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (!isV4()) {
            return (first & 0xe0) == 0x20 && number(0) != V6_EXAMPLES;
        }
        return switch (first) {
            case 0, 10, 127 -> false;
            case 100 -> (second & 0xc0) != 64;
            case 169 -> second != 254;
            case 172 -> (second & 0xf0) != 16;
            case 192 -> second != 168;
            default -> first < 224;
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return isV4() ? "IPv4 address" : "IPv6 address";
    }
}
