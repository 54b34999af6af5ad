package dev.coord.git.repository;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NamedPlacesTest {

    @Test
    void takesAnyNameOfOneLine() {
        assertThatCode(() -> NamedPlaces.require(Path.of("/srv/a b'\"\\"), Path.of("/")))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesALineEndInAnyOfThem() {
        assertThatThrownBy(() -> NamedPlaces.require(Path.of("/srv"), Path.of("/srv/a\nb")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("there is a line end in its name");
        assertThatThrownBy(() -> NamedPlaces.require(Path.of("/srv/a\rb")))
                .isInstanceOf(BadInput.class)
                .hasMessageNotContainingAny("\r");
    }

    @Test
    void refusesWhatJavaCouldNotRead() {
        assertThatThrownBy(() -> NamedPlaces.requireText(Path.of("/srv/a\uFFFD"), Path.of("a\uFFFD")))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("cannot work in 'a");
    }
}
