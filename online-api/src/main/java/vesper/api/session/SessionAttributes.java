package vesper.api.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.data.redis.serializer.SerializationException;

/**
 * What sessions hold, as Java serialises it. Read back are only objects of the classes that sessions hold; anything else, and what another
 * release wrote in another form, is read as nothing, so that people sign in again.
 */
final class SessionAttributes implements RedisSerializer<Object> {
    private static final Logger LOG = LoggerFactory.getLogger(SessionAttributes.class);
    private static final ObjectInputFilter KNOWN = ObjectInputFilter.Config.createFilter("maxdepth=40;maxarray=100000;"
            + "java.lang.*;java.util.*;java.util.concurrent.*;java.time.*;vesper.api.signin.*;vesper.console.**;"
            + "org.springframework.security.**;org.springframework.web.servlet.*;org.springframework.util.*;!*");

    @Override
    public byte[] serialize(@Nullable Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new SerializationException("a session holds what cannot be kept", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public @Nullable Object deserialize(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(KNOWN);
            return in.readObject();
        } catch (InvalidClassException e) {
            LOG.warn("a session holds what is not read: {}", e.getMessage());
            return null;
        } catch (IOException | ClassNotFoundException e) {
            LOG.warn("a session holds what is not read: {}", e.getClass().getSimpleName());
            return null;
        }
    }
}
