package dev.coord.core.protocol.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import dev.coord.store.View;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EditReaderTest {

    @Test
    void refusesBytesThatAreNoCharacters() {
        for (String bytes : new String[] {"caf\u00e9", "\u00ff", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00e9"}) {
            byte[] file = ("{\"note\": \"" + bytes + "\"}").getBytes(StandardCharsets.ISO_8859_1);

            assertThatThrownBy(() -> EditReader.read(View.LOCKS, file))
                    .as(bytes)
                    .isInstanceOf(BadInput.class)
                    .hasMessageMatching("it is not a text in UTF-8: byte 1[14] belongs to no character");
        }
        String utf8 = "{\"note\": \"caf\u00e9 \ud83d\ude00\"}";
        assertThat(EditReader.object(utf8.getBytes(StandardCharsets.UTF_8))
                        .path("note")
                        .textValue())
                .isEqualTo("caf\u00e9 \ud83d\ude00");
    }

    @Test
    void saysOfATextThatIsNotJsonWhereAndNothingOfItsParser() {
        byte[] cutOff = "{\"locks\": [\n".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EditReader.read(View.LOCKS, cutOff))
                .isInstanceOf(BadInput.class)
                .hasMessage("it is not JSON: Unexpected end-of-input: expected close marker for Array"
                        + " (it begins in line 1) in line 2, column 1");
    }
}
