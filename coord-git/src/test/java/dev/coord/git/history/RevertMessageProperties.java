package dev.coord.git.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RevertMessageProperties {

    private static final String LANDING = "0123456789".repeat(4);

    @Provide
    Arbitrary<RevertMessage> messages() {
        return Combinators.combine(
                        Arbitraries.strings().withChars("Aaz09_-").ofMaxLength(20),
                        Arbitraries.strings().numeric().ofLength(40),
                        Arbitraries.of(true, false))
                .as((feature, landing, isLong) -> new RevertMessage(
                        new FeatureId("f" + feature),
                        new CommitId(isLong ? landing + landing.substring(16) : landing)));
    }

    @Property
    void whatIsWrittenIsReadBackAlsoOfSeveralInOne(
            @ForAll("messages") RevertMessage one, @ForAll("messages") RevertMessage other, @ForAll boolean carriage) {
        String text = one.text() + "\nSigned-off-by: Ada <ada@example.org>\n\n" + other.text();

        assertThat(RevertMessage.read(carriage ? text.replace("\n", "\r\n") : text))
                .containsOnly(one, other);
    }

    @Property
    void noTextBreaksIt(@ForAll String text) {
        assertThat(RevertMessage.read(text)).isEmpty();
        assertThat(RevertMessage.read("Coord-Reverts: " + text.replace('\n', ' ') + "g\n"))
                .isEmpty();
    }

    @Example
    void whatIsQuotedOrCutShortTakesNothingBack() {
        assertThat(RevertMessage.read("x\n\n> Coord-Reverts: a " + LANDING
                        + "\n  Coord-Reverts: a " + LANDING
                        + "\nCoord-Reverts: a 0123456\nCoord-Reverts: .. " + LANDING
                        + "\nCoord-Reverts: " + LANDING + "\n"))
                .isEmpty();
    }
}
