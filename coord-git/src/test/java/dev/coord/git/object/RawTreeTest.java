package dev.coord.git.object;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RawTreeTest {

    @Test
    void anEntryEndsWithTheBytesOfItsIdWhateverTheyAre() {
        String id = "\0 40000 a\0\n123456789\377";

        assertThat(RawTree.parse("100644 a b\0" + id + "40000 c\n\0" + id, id.length()))
                .containsExactly(
                        new RawTree.Entry("100644", "0020343030303020610" + "00a313233343536373839ff", "a b"),
                        new RawTree.Entry("40000", "0020343030303020610" + "00a313233343536373839ff", "c\n"));
    }

    @Test
    void anEmptyDirectoryHasNoEntries() {
        assertThat(RawTree.parse("", 20)).isEmpty();
    }
}
