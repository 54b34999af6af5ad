package dev.coord.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.store.CoordinationStore;
import dev.coord.testkit.InMemoryStore;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreProviderTest {

    /** One store in each process, which nobody shares. */
    public static final class Unshared implements StoreProvider {

        @Override
        public CoordinationStore open(String place) {
            return new InMemoryStore(InstantSource.system());
        }
    }

    @Test
    void makesTheProviderOfAName() {
        try (CoordinationStore store =
                StoreProvider.named(Unshared.class.getName()).open("anywhere")) {
            assertThat(store.read().revision()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no.such.Class", "java.lang.Object", "dev.coord.testkit.process.StoreProvider"})
    void refusesWhatIsNoProvider(String name) {
        assertThatThrownBy(() -> StoreProvider.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageEndingWith("name a public class with a public constructor without arguments");
    }
}
