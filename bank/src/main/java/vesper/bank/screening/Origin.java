package vesper.bank.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import vesper.bank.identifier.IpAddress;

/**
 * From where in the Internet a customer paid.
 *
 * @param network the address, or in IPv6 its network (see {@link IpAddress#network}); 0 if it is unknown or not public
 * @param countryHash stable hash of the country in which the address is registered; 0 if that is unknown
 * @param elsewhere whether that is another country than the one of the payment, both being known
 */
public record Origin(int network, int countryHash, boolean elsewhere) {
    public static final Origin UNKNOWN = new Origin(0, 0, false);

    /** Length of an ISO 3166-1 alpha-2 code: a country that is named in another way cannot be compared. */
    private static final int CODE = 2;

    static Origin of(@Nullable String ip, @Nullable String paidIn) {
        IpAddress address = address(ip);
        if (address == null) {
            return UNKNOWN;
        }
        String country = address.isV4() ? IpCountries.of(address.network()) : null;
        return new Origin(
                address.network(),
                country == null ? 0 : country.hashCode(),
                country != null && paidIn != null && paidIn.length() == CODE && !paidIn.equalsIgnoreCase(country));
    }

    /** The network of an address, by which payments from there are counted; 0 if it is unknown or not public. */
    public static int network(@Nullable String ip) {
        IpAddress address = address(ip);
        return address == null ? 0 : address.network();
    }

    /** The country (ISO 3166-1 alpha-2) in which an address is registered; null if that is unknown. */
    public static @Nullable String country(@Nullable String ip) {
        IpAddress address = address(ip);
        return address == null || !address.isV4() ? null : IpCountries.of(address.network());
    }

    private static @Nullable IpAddress address(@Nullable String ip) {
        return ip == null
                ? null
                : IpAddress.parse(ip).filter(IpAddress::isPublic).orElse(null);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(network);
        if (network != 0) {
            out.writeInt(countryHash);
            out.writeBoolean(elsewhere);
        }
    }

    static Origin readFrom(DataInput in) throws IOException {
        int network = in.readInt();
        return network == 0 ? UNKNOWN : new Origin(network, in.readInt(), in.readBoolean());
    }
}
