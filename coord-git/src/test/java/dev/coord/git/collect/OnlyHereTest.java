package dev.coord.git.collect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnlyHereTest {

    private static final String ONE = "1".repeat(40);
    private static final String TWO = "2".repeat(40);
    private static final String NONE = "0".repeat(40);

    @ParameterizedTest
    @ValueSource(strings = {"MM a.txt", "AM a.txt", "MD a.txt", "AD a\nb", "TM a.txt", "CM a.txt"})
    void whatIsStagedAndThenChangedLiesInTheIndexAlone(String field) {
        assertThat(OnlyHere.isStagedAndChanged(field)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"M  a.txt", " M a.txt", "D  a.txt", "?? MM a", "UU a.txt", "MM"})
    void otherFilesLieInTheDirectoryToo(String field) {
        assertThat(OnlyHere.isStagedAndChanged(field)).isFalse();
    }

    @Test
    void aLineOfShallowOrFetchHeadBeginsWithACommit() {
        assertThat(OnlyHere.listed(ONE + "\n" + TWO + "\t\tbranch 'main' of https://x\n"))
                .containsExactly(ONE, TWO);
        assertThat(OnlyHere.listed("x " + ONE + "\n" + TWO + "3 x\n" + ONE.substring(1) + "\n"))
                .isEmpty();
    }

    @Test
    void aLogOfTheHeadTellsWhatWasCloned() {
        String by = " Ada <a@x> 1700000000 +0000\t";

        assertThat(OnlyHere.cloned(
                        NONE + " " + ONE + by + "clone: from https://x\n" + ONE + " " + TWO + by + "commit: more\n"))
                .containsExactly(ONE);
        assertThat(OnlyHere.cloned(ONE + " " + TWO + by + "clone: from https://x\n"))
                .isEmpty();
        assertThat(OnlyHere.cloned(NONE + " " + ONE + by + "commit (initial): clone: from x\n"))
                .isEmpty();
    }
}
