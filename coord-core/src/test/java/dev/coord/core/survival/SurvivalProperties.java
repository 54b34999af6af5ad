package dev.coord.core.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.survival.MergedFile.Agreed;
import dev.coord.core.survival.MergedFile.Disputed;
import dev.coord.core.survival.MergedFile.Part;
import dev.coord.core.survival.MergedFile.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;

/** Whatever is dropped from a merge is found, and nothing else. */
class SurvivalProperties {

    @Property(tries = 300)
    void whatIsAllThereInWhateverOrderAndFileIsNotLost(@ForAll("files") List<List<Part>> plain, @ForAll long seed) {
        List<String> all = new ArrayList<>();
        plain.forEach(file -> all.addAll(kept(file)));
        Collections.shuffle(all, new Random(seed));
        int cut = all.isEmpty() ? 0 : new Random(seed).nextInt(all.size());

        List<MergedFile> files = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            List<String> merged = i == 0 ? all.subList(0, cut) : i == 1 ? all.subList(cut, all.size()) : List.of();
            files.add(file("f" + i, plain.get(i), merged));
        }
        files.add(file("new", List.of(), plain.size() < 2 ? all : List.of()));

        assertThat(Survival.losses(files)).isEmpty();
        assertThat(Survival.oneSided(files)).isEmpty();
    }

    @Property(tries = 500)
    void aLineThatIsDroppedIsFound(@ForAll("files") List<List<Part>> plain, @ForAll long seed) {
        Random random = new Random(seed);
        List<MergedFile> files = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            List<String> merged = new ArrayList<>(required(plain.get(i)));
            if (!merged.isEmpty()) {
                dropped.add(merged.remove(random.nextInt(merged.size())));
            }
            files.add(file("f" + i, plain.get(i), merged));
        }

        assertThat(Survival.losses(files).stream().map(Loss::text).map(String::strip))
                .containsExactlyInAnyOrderElementsOf(dropped.stream()
                        .map(String::strip)
                        .filter(line -> LineKey.of(line).isPresent())
                        .toList());
    }

    @Example
    void ofAConflictThatAnAgentWasToldOfOneSideMustNotVanishWhole() {
        Part disputed = new Disputed(List.of("a", "mine"), List.of("a"), List.of("a", "yours", "}"), true);
        MergedFile both = file("f", List.of(disputed), List.of("a", "mine", "yours"));
        MergedFile one = new MergedFile(
                "f", List.of(disputed), List.of("a", "mine", "}"), List.of("x", "a", "mine"), List.of("a", "yours"));

        assertThat(Survival.losses(List.of(one))).isEmpty();
        assertThat(Survival.oneSided(List.of(both))).isEmpty();
        assertThat(Survival.oneSided(List.of(one))).containsExactly(new Loss("f", 2, "yours", Side.BRANCH));
    }

    @Example
    void aLineThatBothKeptBetweenWhatTheyChangedIsLostToo() {
        Part disputed = new Disputed(List.of("t1", "kept", "t2"), List.of("b1", "kept"), List.of("kept", "f1"), false);

        assertThat(Survival.losses(List.of(file("f", List.of(disputed), List.of("t1", "t2", "f1")))))
                .containsExactly(new Loss("f", 1, "kept", Side.TARGET));
    }

    @Example
    void linesThatBothAddedStandOnceOrTwice() {
        Part disputed = new Disputed(List.of("x1", "x2"), List.of(), List.of("x1", "x3"), false);

        assertThat(Survival.losses(List.of(file("f", List.of(disputed), List.of("x1", "x2", "x3")))))
                .isEmpty();
        assertThat(Survival.losses(List.of(file("f", List.of(disputed), List.of("x1", "x2")))))
                .containsExactly(new Loss("f", 1, "x3", Side.BRANCH));
    }

    @Example
    void aLineThatWasMadeOfBothSidesStandsForBoth() {
        Part edited = new Disputed(List.of("f(a, b)"), List.of("f(a)"), List.of("f(a, c)"), false);

        assertThat(Survival.losses(List.of(file("f", List.of(edited), List.of("f(a, b, c)")))))
                .isEmpty();
        assertThat(Survival.losses(List.of(file("f", List.of(edited), List.of("f(a, b)")))))
                .extracting(Loss::text)
                .containsExactly("f(a, c)");
    }

    @Example
    void aLineThatWasEditedWithTheMergeIsNotLost() {
        List<Part> plain = List.of(new Agreed(List.of("open(file);", "close(file);", "next();")));

        assertThat(Survival.losses(List.of(file("f", plain, List.of("open(file, mode);", "close(file);", "next();")))))
                .isEmpty();
        assertThat(Survival.losses(List.of(file("f", plain, List.of("open(file, mode);", "next();")))))
                .extracting(Loss::text)
                .containsExactly("close(file);");
    }

    @Property(tries = 500)
    void whatIsBrokenUpOrJoinedOtherwiseIsNotLost(
            @ForAll @Size(min = 1, max = 30) @UniqueElements List<@From("word") String> words, @ForAll long seed) {
        Random random = new Random(seed);
        List<String> plain = broken(words, random);
        List<String> merged = new ArrayList<>(broken(words, random));
        merged.add(0, "first");
        merged.add("last");
        List<String> all = new ArrayList<>(plain);
        all.add(0, "first");
        all.add("last");

        assertThat(Survival.losses(List.of(file("f", List.of(new Agreed(all)), merged))))
                .isEmpty();
    }

    @Property(tries = 500)
    void whatIsDroppedWhereOthersAreBrokenUpIsFound(
            @ForAll @Size(min = 1, max = 30) @UniqueElements List<@From("word") String> words, @ForAll long seed) {
        Random random = new Random(seed);
        List<String> all = new ArrayList<>(broken(words, random));
        all.add(random.nextInt(all.size() + 1), "dropped for good");

        assertThat(Survival.losses(List.of(file("f", List.of(new Agreed(all)), broken(words, random)))))
                .extracting(Loss::text)
                .contains("dropped for good");
    }

    private static List<String> broken(List<String> words, Random random) {
        List<String> lines = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            int end = Math.min(words.size(), at + 1 + random.nextInt(4));
            lines.add(String.join(", ", words.subList(at, end)) + (random.nextBoolean() ? "," : ""));
            if (random.nextInt(5) == 0) {
                lines.add(")");
            }
            at = end;
        }
        return lines;
    }

    @Provide
    Arbitrary<String> word() {
        return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(5);
    }

    @Example
    void aCallOfEachSideThatIsOneOverSeveralLinesIsNotLost() {
        List<String> merged = List.of("call(", "  alpha,", "  beta,", "  one,", "  two,", ")");
        for (boolean isTold : List.of(true, false)) {
            Part edited =
                    new Disputed(List.of("call(alpha, one)"), List.of("line 3"), List.of("call(beta, two)"), isTold);

            assertThat(Survival.losses(List.of(file("f", List.of(edited), merged))))
                    .isEmpty();
            assertThat(Survival.oneSided(List.of(file("f", List.of(edited), merged))))
                    .isEmpty();
        }
    }

    @Example
    void newLinesThatHaveItsWordsAmongManyOthersAreNotMadeOfALine() {
        Part edited = new Disputed(List.of("retries: 3"), List.of("retries: 1"), List.of("retries: 5"), false);
        List<String> merged = List.of("retries: 5", "how many retries", "3 of them tell more");

        assertThat(Survival.losses(List.of(file("f", List.of(edited), merged))))
                .extracting(Loss::text)
                .containsExactly("retries: 3");
    }

    @Example
    void aLineThatASideHasIsNoEdit() {
        MergedFile file = new MergedFile(
                "f",
                List.of(new Agreed(List.of("open(file, mode);"))),
                List.of("open(file);"),
                List.of("open(file, mode);"),
                List.of("open(file);"));

        assertThat(Survival.losses(List.of(file))).hasSize(1);
    }

    @Example
    void aNewLineThatHasOnlyAWordOfOneIsNotMadeOfIt() {
        Part edited = new Disputed(List.of("retries: 3"), List.of("retries: 1"), List.of("retries: 5"), false);

        assertThat(Survival.losses(List.of(file("f", List.of(edited), List.of("retries: 5", "see chapter 3")))))
                .extracting(Loss::text)
                .containsExactly("retries: 3");
    }

    @Example
    void ofALongLineTheWordsThatASideBroughtCount() {
        String base = "begin one two three four five six";
        Part edited = new Disputed(
                List.of(base + " of the target"), List.of(base), List.of(base.replace("begin", "start")), false);

        assertThat(Survival.losses(
                        List.of(file("f", List.of(edited), List.of(base.replace("begin", "start") + " more")))))
                .extracting(Loss::text)
                .containsExactly(base + " of the target");
    }

    @Example
    void aLineIsWhoseItIsAndOfBothTheTargets() {
        List<Part> plain = List.of(new Agreed(List.of("base", "ours", "theirs")));
        MergedFile file = new MergedFile("f", plain, List.of(), List.of("base", "ours"), List.of("base", "theirs"));

        assertThat(Survival.losses(List.of(file)))
                .containsExactly(
                        new Loss("f", 1, "base", Side.TARGET),
                        new Loss("f", 2, "ours", Side.TARGET),
                        new Loss("f", 2, "theirs", Side.BRANCH));
    }

    private static MergedFile file(String path, List<Part> plain, List<String> merged) {
        return new MergedFile(path, plain, merged, List.of(), List.of());
    }

    /** What has to be there: of a conflict that an agent was told of one line of each side, so that nothing vanishes. */
    private static List<String> kept(List<Part> parts) {
        List<String> kept = new ArrayList<>(required(parts));
        for (Part part : parts) {
            if (part instanceof Disputed disputed && disputed.isTold()) {
                kept.addAll(disputed.target());
                kept.addAll(disputed.branch());
            }
        }
        return kept;
    }

    private static List<String> required(List<Part> parts) {
        List<String> required = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Agreed agreed) {
                required.addAll(agreed.lines());
            } else if (part instanceof Disputed disputed && !disputed.isTold()) {
                List<String> target = without(disputed.target(), disputed.base());
                required.addAll(keptByBoth(disputed));
                required.addAll(target);
                required.addAll(without(without(disputed.branch(), disputed.base()), target));
            }
        }
        return required;
    }

    private static List<String> keptByBoth(Disputed disputed) {
        List<String> target = new ArrayList<>(disputed.target());
        List<String> branch = new ArrayList<>(disputed.branch());
        return disputed.base().stream()
                .filter(line -> target.remove(line) & branch.remove(line))
                .toList();
    }

    private static List<String> without(List<String> lines, List<String> others) {
        List<String> left = new ArrayList<>(lines);
        others.forEach(line -> {
            if (!left.remove(line)) {
                left.remove("  " + line);
            }
        });
        return left;
    }

    @Provide
    Arbitrary<List<List<Part>>> files() {
        Arbitrary<List<String>> lines = Arbitraries.of("a1", "b2", "c3", "}", "", "return x;", "\u00e9")
                .list()
                .ofMaxSize(5);
        Arbitrary<Part> agreed = lines.map(Agreed::new);
        Arbitrary<Part> disputed = Combinators.combine(lines, lines, lines, Arbitraries.of(true, false))
                .as((target, base, branch, told) -> new Disputed(target, base, branch, told));
        return Arbitraries.oneOf(agreed, disputed).list().ofMaxSize(4).list().ofMaxSize(3);
    }
}
