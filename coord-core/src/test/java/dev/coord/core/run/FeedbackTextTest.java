package dev.coord.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.core.run.text.FeedbackText;
import dev.coord.core.run.text.IntegrityText;
import dev.coord.core.run.text.Wording;
import dev.coord.merge.Renumbered;
import dev.coord.merge.Renumbered.Renaming;
import dev.coord.plan.Feature;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.SchemaConflict;
import dev.coord.proof.Proof.TakenAway;
import dev.coord.proof.Proof.TakenLine;
import dev.coord.proof.Proof.Undone;
import dev.coord.run.RunRecord.SentBack;
import dev.coord.run.Workspaces.Hunk;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FeedbackTextTest {

    @Example
    void ofAFileWithoutMarksSaysWhatIsTrueOfIt() {
        assertThat(FeedbackText.with("Why.\n", List.of(Hunk.unmarked("a b", "This work tree has your version."))))
                .isEqualTo("Why.\n\n## Conflicts\n\n### a b\n\nThis work tree has your version.\n\n");
    }

    @Example
    void namesNoPlaceWhereNoneIsMeant() {
        IntegrityFinding finding =
                new IntegrityFinding(Scene.id("a"), "database", "", 0, "it is so", "read both", true);

        assertThat(IntegrityText.of(List.of(finding))).isEqualTo("it is so (database check)");
        assertThat(FeedbackText.with("Why.\n", List.of())).doesNotContain("''").contains("What is wrong stands above.");
    }

    @Example
    void namesNoPlaceTwiceAndTheHeaviestFirst() {
        IntegrityFinding told = new IntegrityFinding(Scene.id("a"), "file", "b", 1, "it is so", "read it", false);
        IntegrityFinding broken = new IntegrityFinding(
                Scene.id("a"), "database", "m.sql", 2, "it differs by 'x' in 'm.sql' line 2", "mend it", true);

        assertThat(IntegrityText.of(List.of(told, broken)))
                .isEqualTo("it differs by 'x' in 'm.sql' line 2 (database check), it is so in 'b' line 1 (file check)");
    }

    @Example
    void namesWhatHasAnotherNumberAsItsBranchDoes() {
        IntegrityFinding finding =
                new IntegrityFinding(Scene.id("a"), "schema", "m/3_x.sql", 2, "it is wrong", "mend it", true);
        Renumbered numbered = new Renumbered(
                Scene.id("a"),
                Scene.commit(1),
                Optional.of(Scene.commit(2)),
                List.of(new Renaming("m/2_x.sql", "m/3_x.sql", Optional.of("2"), "m/2_y.sql", List.of())),
                List.of());

        assertThat(IntegrityText.of(List.of(finding), Optional.of(numbered)))
                .isEqualTo("it is wrong in 'm/3_x.sql' line 2, which is 'm/2_x.sql' in its branch (schema check)");
    }

    @Example
    void isBoundedAndSaysWhereTheRestIs() {
        List<Hunk> hunks = IntStream.range(0, 5000)
                .mapToObj(i -> new Hunk("f" + i, 1, "x\n".repeat(1000), "x".repeat(100_000), "y\n"))
                .toList();

        String text = FeedbackText.with("Why.\n", hunks);

        assertThat(text.length()).isLessThan(600_000);
        assertThat(text)
                .contains("That is the beginning, 400 of 2000 characters; the file in the work tree has all of it.")
                .contains("That is the beginning, 10000 of 100000 characters")
                .contains("### f49, line 1")
                .doesNotContain("### f50")
                .contains("### 4950 more places\n", "- f50\n", "- and 4750 more files\n");
    }

    @Example
    void showsTheLinesOfOthersThatItTakesAwayAndWhoseTheyAre() {
        List<TakenLine> first =
                List.of(new TakenLine(3, "\tone"), new TakenLine(4, "two ```"), new TakenLine(9, "three"));
        TakenAway gone = new TakenAway("a.js", Scene.id("z"), 5, Undone.ADDITION, first);
        TakenAway back = new TakenAway("b.js", Scene.id("y"), 1, Undone.DELETION, List.of(new TakenLine(2, "old")));
        TakenAway whole = new TakenAway("c.png", Scene.id("z"), 1);
        SentBack why = new SentBack(
                Scene.commit(1),
                Scene.commit(2),
                "no",
                List.of(),
                List.of(),
                List.of(),
                "",
                List.of(),
                List.of(gone, back, whole));

        String text = FeedbackText.of(
                why,
                Map.of(
                        Scene.id("z"),
                        Feature.builder("z").description("What z is.").build()),
                List.of(),
                List.of(Scene.id("z")),
                false);

        assertThat(text)
                .contains("## Lines of others that you take away\n\nOther features landed these lines")
                .contains("Bring them back, each where it belongs by now")
                .contains(
                        "### a.js, 5 lines of feature z\n\nAs the file was before your commits, lines 3 to 4 and 9, the first 3 of 5:"
                                + "\n\n````\n\tone\ntwo ```\nthree\n````")
                .contains("### c.png, 1 line of feature z\n\n## Lines that others deleted and you bring back")
                .contains("### b.js, 1 line of feature y\n\nAs you have it, line 2:\n\n```\nold\n```")
                .contains("## The other side: feature y", "## The other side: feature z\n\nWhat z is.");
    }

    /** Another one can have landed between the time its work was looked at and the time it is called. */
    @Example
    void namesAllThatLandedToWhoeverChangesTheSameSchema() {
        IntegrityFinding finding = new IntegrityFinding(
                Scene.id("a"),
                "schema",
                "migrations/2_a.sql",
                1,
                "it changes 'posts'",
                "change it",
                true,
                Optional.of(new SchemaConflict(Optional.empty(), List.of("posts"))));
        SentBack schema = back(List.of(finding));
        SentBack other = back(List.of());
        List<FeatureId> landed = List.of(Scene.id("x"), Scene.id("y"));

        assertThat(FeedbackText.of(schema, Map.of(), List.of(), landed, false))
                .contains("## What has landed since your last call\n\nx, y. This work tree has their migrations");
        assertThat(FeedbackText.of(schema, Map.of(), List.of(), List.of(), false))
                .doesNotContain("has landed since");
        assertThat(FeedbackText.of(other, Map.of(), List.of(), landed, false)).doesNotContain("has landed since");
    }

    private static SentBack back(List<IntegrityFinding> integrity) {
        return new SentBack(
                Scene.commit(1), Scene.commit(2), "no", List.of(), List.of(), List.of(), "", integrity, List.of());
    }

    @Example
    void aReasonNamesTheFirstOfManyFiles() {
        List<String> files =
                IntStream.range(0, 600).mapToObj(i -> "'f" + i + "' line 3").toList();

        assertThat(Wording.places(files)).hasSizeLessThan(400).endsWith("'f19' line 3 and 580 more files");
        assertThat(Wording.places(files.subList(0, 2))).isEqualTo("'f0' line 3, 'f1' line 3");
    }

    @Property(tries = 100)
    void whatStandsBetweenTheMarksEndsNoFenceAndIsWhole(@ForAll String content) {
        String own = String.join("```", Collections.nCopies(3, content));

        String text = FeedbackText.with("", List.of(new Hunk("f", 1, "", "", own)));

        String shown = text.substring(text.indexOf("You wrote:\n\n") + "You wrote:\n\n".length());
        String fence = shown.substring(0, shown.indexOf('\n'));
        assertThat(fence).matches("`{3,}");
        assertThat(own).doesNotContain(fence);
        assertThat(own.length() > 10_000 || own.lines().count() > 200 || shown.contains(own))
                .isTrue();
    }
}
