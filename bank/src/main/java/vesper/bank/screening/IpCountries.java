package vesper.bank.screening;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * In which country an IPv4 address is registered, by the registries' published tables (see NOTICE). That is where a provider is
 * at home, which is nearly always where its customer is. Made by {@code tools/ipv4-countries.py}; held once, in 5 bytes a run.
 */
final class IpCountries {
    private static final IpCountries SHIPPED = read();

    /** First address of each run, ascending as signed numbers: with the highest bit turned. */
    private final int[] firsts;

    private final byte[] places;
    private final @Nullable String[] countries;

    private IpCountries(int[] firsts, byte[] places, @Nullable String[] countries) {
        this.firsts = firsts;
        this.places = places;
        this.countries = countries;
    }

    /**
     * The country (ISO 3166-1 alpha-2) of an address; null if it is not known.
     *
     * @param address its 32 bits
     */
    static @Nullable String of(int address) {
        int found = Arrays.binarySearch(SHIPPED.firsts, address ^ Integer.MIN_VALUE);
        int run = found >= 0 ? found : -found - 2;
        return SHIPPED.countries[Byte.toUnsignedInt(SHIPPED.places[run])];
    }

    private static IpCountries read() {
        try (InputStream file = IpCountries.class.getResourceAsStream("ipv4-countries.gz")) {
            if (file == null) {
                throw new IllegalStateException("ipv4-countries.gz is missing from the program");
            }
            return read(new DataInputStream(new BufferedInputStream(new GZIPInputStream(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IpCountries read(DataInputStream in) throws IOException {
        @Nullable String[] countries = new String[in.readUnsignedByte()];
        byte[] letters = in.readNBytes(2 * countries.length);
        for (int i = 1; i < countries.length; i++) {
            countries[i] = new String(letters, 2 * i, 2, StandardCharsets.US_ASCII);
        }
        byte[] places = new byte[in.readInt()];
        in.readFully(places);
        int[] firsts = new int[places.length];
        long first = 0;
        for (int i = 0; i < firsts.length; i++) {
            firsts[i] = (int) first ^ Integer.MIN_VALUE;
            first += Varints.read(in);
        }
        if (first != 1L << Integer.SIZE) {
            throw new IOException("ipv4-countries.gz is damaged: it ends at " + first);
        }
        return new IpCountries(firsts, places, countries);
    }
}
