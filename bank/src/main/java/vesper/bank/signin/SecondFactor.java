package vesper.bank.signin;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import vesper.bank.otp.OneTimePassword;
import vesper.bank.otp.OneTimePassword.Hash;

/** One-time passwords of people's devices: six digits, SHA-1, 30 seconds, which every authenticator app knows (RFC 6238). */
public final class SecondFactor {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 20;

    private SecondFactor() {}

    /** A new secret, 160 random bits. */
    public static byte[] newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /** What a device with this secret shows. */
    public static OneTimePassword device(byte[] secret) {
        return new OneTimePassword(secret, Hash.SHA1, 6, Duration.ofSeconds(30));
    }

    /** What an authenticator app reads from the picture: {@code otpauth://totp/Vesper:ada?secret=...}. */
    public static String uri(byte[] secret, String loginName) {
        String name = URLEncoder.encode(loginName, StandardCharsets.UTF_8);
        return "otpauth://totp/Vesper:" + name + "?secret=" + Base32.encode(secret)
                + "&issuer=Vesper&algorithm=SHA1&digits=6&period=30";
    }

    /** The QR code of a text, as an SVG picture in a data URI. */
    public static String picture(String text) {
        BitMatrix code;
        try {
            code = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0);
        } catch (WriterException e) {
            throw new IllegalStateException("the text is too long for a QR code", e);
        }
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.getHeight(); y++) {
            for (int x = 0; x < code.getWidth(); x++) {
                if (code.get(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        String svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\">"
                        .formatted(code.getWidth(), code.getHeight())
                + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"" + path + "\"/></svg>";
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }
}
