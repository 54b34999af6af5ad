package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EditReaderTest {

    @Test
    void saysOfATextThatIsNotJsonWhereAndNothingOfItsParser() {
        byte[] cutOff = "{\"locks\": [\n".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EditReader.read(View.LOCKS, cutOff))
                .isInstanceOf(BadInput.class)
                .hasMessage("it is not JSON: Unexpected end-of-input: expected close marker for Array"
                        + " (it begins in line 1) in line 2, column 1");
    }
}
