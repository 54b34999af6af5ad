package dev.coord.git.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.core.rollback.LandedWork.Place;
import dev.coord.git.history.LandingMessage.Landed;
import dev.coord.lock.FencingToken;
import java.util.Optional;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LandingMessageProperties {

    @Provide
    Arbitrary<LandingMessage> messages() {
        return Combinators.combine(
                        Arbitraries.strings()
                                .withChars("Aaz09._-")
                                .ofMaxLength(20)
                                .map(text -> "f" + text.replaceAll("\\.+", ".") + "x"),
                        Arbitraries.strings().withCharRange('a', 'f').numeric().ofMinLength(1),
                        Arbitraries.longs()
                                .greaterOrEqual(0)
                                .map(FencingToken::new)
                                .optional(),
                        Arbitraries.of("a.ts", "app/[id]/x y: z", "caf\u00e9").set(),
                        Arbitraries.integers().greaterOrEqual(0),
                        Arbitraries.of("A", "P1_user", "x.y-z")
                                .map(FeatureId::new)
                                .set())
                .as((feature, digest, token, unlocked, wave, needs) -> new LandingMessage(
                        new FeatureId(feature),
                        digest,
                        token,
                        new TreeSet<>(unlocked),
                        new RunId("r1"),
                        wave,
                        new TreeSet<>(needs),
                        wave % 2 == 0 ? Optional.empty() : Optional.of(new CommitId("a".repeat(40))),
                        unlocked.stream().map(path -> path + " is b").toList()));
    }

    /** What people and their programs make of a message. */
    @Provide
    Arbitrary<String> additions() {
        return Arbitraries.of(
                "", "\n", "\nSigned-off-by: Ada <ada@example.org>\n", "Change-Id: I123\n", "\nsome words\nCoord: x\n");
    }

    @Property
    void whatIsWrittenIsReadBack(
            @ForAll("messages") LandingMessage message, @ForAll("additions") String after, @ForAll boolean carriage) {
        String text = message.text() + after;

        Optional<Landed> read = LandingMessage.read(carriage ? text.replace("\n", "\r\n") : text);

        assertThat(read)
                .contains(new Landed(
                        message.feature(),
                        message.digest(),
                        message.token(),
                        message.unlocked(),
                        Optional.of(new Place(message.run(), message.wave())),
                        message.needs(),
                        message.tip()));
    }

    @Property
    void noTextBreaksIt(@ForAll String text) {
        assertThat(LandingMessage.read(text)).isEmpty();
        assertThat(LandingMessage.read("Merge\n\nCoord-Feature: ..\n" + text)).isEmpty();
    }

    @Example
    void otherMergesLandNothing() {
        assertThat(LandingMessage.read("Merge branch 'x'\n\n  Coord-Feature: quoted\n> Coord-Feature: quoted\n"))
                .isEmpty();
        assertThat(LandingMessage.read("Merge\n\nCoord-Feature: A\nCoord-Feature: B\nCoord-Digest: d\n"))
                .isEmpty();
    }

    @Example
    void aTokenThatIsNoneDoesNotCount() {
        assertThat(LandingMessage.read("M\n\ncoord-feature:A\nCoord-Token: 99999999999999999999\n"))
                .contains(new Landed(
                        new FeatureId("A"),
                        "",
                        Optional.empty(),
                        new TreeSet<>(),
                        Optional.empty(),
                        new TreeSet<>(),
                        Optional.empty()));
    }
}
