package dev.coord.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import dev.coord.RepoPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegenerationTest {

    @Test
    void readsWhatItWrites() {
        Regeneration read = Regeneration.parse("**/package-lock.json = A=1 npm install ");

        assertThat(read).isEqualTo(new Regeneration(new RepoPath("**/package-lock.json"), "A=1 npm install"));
        assertThat(Regeneration.parse(read.toString())).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"package-lock.json", "package-lock.json=", "a.lock= ", "=npm install", "/etc/x=npm"})
    void refusesWhatNamesNoFileOrNoCommand(String text) {
        assertThatThrownBy(() -> Regeneration.parse(text)).isInstanceOf(BadInput.class);
    }
}
