package vesper.api.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.serializer.SerializationException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.servlet.FlashMap;

class SessionAttributesTest {
    private final SessionAttributes attributes = new SessionAttributes();

    @Test
    void whatSessionsHoldIsReadBack() {
        SecurityContextImpl context =
                new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated("ann", null, List.of()));
        FlashMap flash = new FlashMap();
        flash.put("done", "It is done.");
        for (Object held : List.of(context, flash, "text", 5L, 1800, new byte[] {1, 2}, List.of(flash))) {
            assertThat(attributes.deserialize(attributes.serialize(held))).isEqualTo(held);
        }
        assertThat(attributes.deserialize(null)).isNull();
    }

    @Test
    void whatIsOfAnotherClassOrNoObjectIsReadAsNothing() {
        assertThat(attributes.deserialize(attributes.serialize(new File("x")))).isNull();
        assertThat(attributes.deserialize(attributes.serialize(List.of(new File("x")))))
                .isNull();
        assertThat(attributes.deserialize(new byte[] {1, 2, 3})).isNull();
        byte[] cut = attributes.serialize("text");
        assertThat(attributes.deserialize(java.util.Arrays.copyOf(cut, cut.length - 1)))
                .isNull();
        assertThatThrownBy(() -> attributes.serialize(new Object())).isInstanceOf(SerializationException.class);
    }
}
