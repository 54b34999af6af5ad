package dev.coord.bench.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaterAloneTest {
    @Test
    void takesWhatWasAddedBesideTheEarlierAddition() throws IOException {
        assertThat(alone("a b", "a 1 b", "a 1 2 b")).contains("a 2 b");
        assertThat(alone("a b", "a 1 b", "a 2 1 b")).contains("a 2 b");
    }

    @Test
    void takesAnEditOfTheLineBesideTheEarlierEdit() throws IOException {
        assertThat(alone("a b c d", "a 1 c d", "a 1 2 d")).contains("a b 2 d");
        assertThat(alone("a b c d", "a b 1 d", "a 2 1 d")).contains("a 2 c d");
    }

    @Test
    void takesWhatIsFarFromIt() throws IOException {
        assertThat(alone("a b c d", "1 a b c d", "1 a b c")).contains("a b c");
        assertThat(alone("a b c d", "b c d", "b c d 2")).contains("a b c d 2");
    }

    @Test
    void refusesWhatBuildsOnTheEarlierChange() throws IOException {
        assertThat(alone("a b", "a 1 b", "a 2 b")).isEmpty();
        assertThat(alone("a b", "a 1 2 b", "a 1 3 2 b")).isEmpty();
        assertThat(alone("a b c", "a 1 b c", "a c")).isEmpty();
    }

    private static Optional<String> alone(String first, String earlier, String both) throws IOException {
        return LaterAlone.of(bytes(first), bytes(earlier), bytes(both))
                .map(bytes -> new String(bytes, UTF_8).strip().replace('\n', ' '));
    }

    private static byte[] bytes(String words) {
        return (words.replace(' ', '\n') + '\n').getBytes(UTF_8);
    }
}
