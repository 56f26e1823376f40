package vesper.bank.customer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vesper.bank.Ids;

/**
 * Issues and finds cards. The number is turned into a keyed hash at once and is neither stored nor logged; without the key
 * the hashes cannot be tried against all numbers.
 */
public final class Cards {
    private static final RowMapper<Card> ROW = (row, n) -> new Card(
            row.getObject("id", UUID.class),
            row.getLong("account_id"),
            row.getString("last4"),
            row.getString("status").equals("ACTIVE"));

    private final JdbcClient jdbc;
    private final SecretKeySpec key;

    /**
     * Cards whose numbers are hashed under a key.
     *
     * @param key 32 random bytes, the same for the life of the bank
     */
    public Cards(JdbcClient jdbc, byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("the card key must have 32 bytes");
        }
        this.jdbc = jdbc;
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /**
     * Issues the card with this number on an account, or finds it if it was issued before.
     *
     * @param number 8 to 19 digits
     */
    public Card issue(String number, long accountId) {
        byte[] mac = mac(number);
        jdbc.sql("""
                        insert into card (id, account_id, number_mac, last4) values (:id, :account, :mac, :last4)
                        on conflict (number_mac) do nothing
                        """)
                .param("id", Ids.next())
                .param("account", accountId)
                .param("mac", mac)
                .param("last4", number.substring(number.length() - 4))
                .update();
        return byMac(mac).orElseThrow();
    }

    /**
     * Finds the card with this number.
     *
     * @throws IllegalArgumentException if the text is not 8 to 19 digits
     */
    public Optional<Card> byNumber(String number) {
        return byMac(mac(number));
    }

    /**
     * Finds the cards with these numbers, by number; those that are not known are left out.
     *
     * @throws IllegalArgumentException if one of them is not 8 to 19 digits
     */
    public Map<String, Card> byNumbers(Collection<String> numbers) {
        Map<ByteBuffer, String> asked = new HashMap<>();
        numbers.forEach(number -> asked.put(ByteBuffer.wrap(mac(number)), number));
        Map<String, Card> found = new HashMap<>();
        jdbc.sql("select id, account_id, last4, status, number_mac from card where number_mac = any(:macs)")
                .param("macs", asked.keySet().stream().map(ByteBuffer::array).toArray(byte[][]::new))
                .query((ResultSet row) -> {
                    String number = asked.get(ByteBuffer.wrap(row.getBytes("number_mac")));
                    if (number != null) {
                        found.put(number, ROW.mapRow(row, 0));
                    }
                });
        return found;
    }

    private Optional<Card> byMac(byte[] mac) {
        return jdbc.sql("select id, account_id, last4, status from card where number_mac = :mac")
                .param("mac", mac)
                .query(ROW)
                .optional();
    }

    private byte[] mac(String number) {
        if (!number.matches("[0-9]{8,19}")) {
            throw new IllegalArgumentException("a card number has 8 to 19 digits");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(number.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JVM has no HmacSHA256", e);
        }
    }
}
