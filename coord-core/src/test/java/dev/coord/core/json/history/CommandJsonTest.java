package dev.coord.core.json.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.json.snapshot.AnySnapshot;
import dev.coord.state.Command;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CommandJsonTest {

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void readsWhatItWroteOnOneLine(@ForAll("commands") Command<?> command) {
        String line = CommandJson.line(command);

        assertThat(line).matches("[ -~]+");
        assertThat(CommandJson.read(line)).contains(command);
    }

    @Example
    void readsEveryCommandAsItWroteIt() {
        for (Class<?> variant : AnySnapshot.variants(Command.class)) {
            Command<?> command = (Command<?>) AnySnapshot.any(variant).sample();

            assertThat(CommandJson.read(CommandJson.line(command))).contains(command);
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void makesNothingOfATornLine(
            @ForAll("commands") Command<?> command, @ForAll @IntRange(max = 1_000_000) int length) {
        String line = CommandJson.line(command);

        assertThat(CommandJson.read(line.substring(0, length % line.length()))).isEmpty();
    }

    @Test
    void makesNothingOfACommandOfALaterVersion() {
        assertThat(CommandJson.read("{\"command\":\"teleport\",\"feature\":\"A\",\"agent\":\"a\"}"))
                .isEmpty();
    }

    @Provide
    Arbitrary<Command<?>> commands() {
        return AnySnapshot.any(Command.class).map(command -> (Command<?>) command);
    }
}
