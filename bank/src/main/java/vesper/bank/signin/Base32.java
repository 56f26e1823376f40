package vesper.bank.signin;

/** Base32 of RFC 4648 without padding, in which authenticator apps take secrets. */
public final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    /** {@code "Hello"} gives {@code JBSWY3DP}. */
    public static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int held = 0;
        int count = 0;
        for (byte next : bytes) {
            held = (held << Byte.SIZE) | (next & 0xff);
            count += Byte.SIZE;
            while (count >= BITS) {
                count -= BITS;
                text.append(ALPHABET.charAt((held >> count) & 31));
            }
        }
        if (count > 0) {
            text.append(ALPHABET.charAt((held << (BITS - count)) & 31));
        }
        return text.toString();
    }
}
