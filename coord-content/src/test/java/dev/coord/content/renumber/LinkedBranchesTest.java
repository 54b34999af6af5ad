package dev.coord.content.renumber;

import static dev.coord.content.link.ModuleTexts.alembic;
import static dev.coord.content.link.ModuleTexts.django;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.content.migration.MigrationFiles;
import dev.coord.schema.BranchFiles;
import dev.coord.schema.Numbering;
import dev.coord.schema.Numbering.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Modules of several branches that name each other. */
class LinkedBranchesTest {
    private static final String AA = "shop/migrations/0002_aa.py";

    private final SortedMap<String, String> begun = new TreeMap<>();
    private final List<BranchFiles> branches = new ArrayList<>();

    private void branch(String path, String text) {
        Map<String, String> own = new TreeMap<>(begun);
        own.put(path, text);
        branches.add(Branch.of(begun, begun, own));
    }

    private List<Integer> order() {
        return new Renumbering(new MigrationFiles(path -> false)).order(branches);
    }

    @Test
    void aBranchComesBehindTheOneWhoseModuleItNames() {
        begun.put("shop/migrations/0001_initial.py", django());
        begun.put("blog/migrations/0001_initial.py", django());
        branch(AA, django("shop.0001_initial", "blog.0002_bb"));
        branch("blog/migrations/0002_a2.py", django("blog.0001_initial"));
        branch("blog/migrations/0002_bb.py", django("blog.0001_initial"));

        assertThat(order()).containsExactly(1, 2, 0);
    }

    @Test
    void aRevisionComesBehindTheOneThatItNamesOrDependsOn() {
        begun.put("alembic/env.py", "");
        begun.put("alembic/versions/1a.py", alembic("1a", "None"));
        branch("alembic/versions/3c.py", alembic("3c", "'2b'"));
        branch("alembic/versions/4d.py", alembic("4d", "'1a'") + "depends_on = '3c'\n");
        branch("alembic/versions/2b.py", alembic("2b", "'1a'"));

        assertThat(order()).containsExactly(2, 0, 1);
    }

    @Test
    void whatNamesAModuleOfAnotherAppFollowsItsNumber() {
        begun.put("shop/migrations/0001_initial.py", django());
        begun.put("blog/migrations/0001_initial.py", django());
        Map<String, String> onto = new TreeMap<>(begun);
        onto.put("blog/migrations/0002_a2.py", django("blog.0001_initial"));
        onto.put("blog/migrations/0003_bb.py", django("blog.0002_a2"));
        Map<String, String> own = new TreeMap<>(begun);
        own.put(AA, django("shop.0001_initial", "blog.0002_bb", "auth.0002_bb"));

        Branch branch = Branch.of(begun, begun, onto, own);

        assertThat(branch.numbered().own())
                .containsEntry(AA, django("shop.0001_initial", "blog.0003_bb", "auth.0002_bb"));
        assertThat(branch.number())
                .isInstanceOfSatisfying(
                        Numbering.Renumbered.class,
                        done -> assertThat(done.places())
                                .containsExactly(new Place(AA, AA, Optional.empty(), "blog/migrations/0003_bb.py")));
    }

    @Test
    void oneThatMovesItselfFollowsAsWell() {
        begun.put("shop/migrations/0001_initial.py", django());
        begun.put("blog/migrations/0001_initial.py", django());
        Map<String, String> onto = new TreeMap<>(begun);
        onto.put("shop/migrations/0002_x.py", django("shop.0001_initial"));
        onto.put("blog/migrations/0003_bb.py", django("blog.0001_initial"));
        Map<String, String> own = new TreeMap<>(begun);
        own.put(AA, django("shop.0001_initial", "blog.0002_bb"));

        assertThat(Branch.of(begun, begun, onto, own).numbered().own())
                .containsEntry("shop/migrations/0003_aa.py", django("shop.0002_x", "blog.0003_bb"));
    }

    @Test
    void whatIsCalledAlikeAndWasThereBeforeIsNotMeant() {
        begun.put("shop/migrations/0001_initial.py", django());
        begun.put("blog/migrations/0003_bb.py", django());
        Map<String, String> own = new TreeMap<>(begun);
        own.put(AA, django("shop.0001_initial", "blog.0002_bb"));

        assertThat(Branch.of(begun, begun, own).number()).isInstanceOf(Numbering.Unchanged.class);
    }

    @Test
    void endsOfWhatHasNotLandedAreNotTold() {
        begun.put("alembic/env.py", "");
        begun.put("alembic/versions/1a.py", alembic("1a", "None"));
        Map<String, String> onto = new TreeMap<>(begun);
        onto.put("alembic/versions/3c.py", alembic("3c", "'2b'"));
        Map<String, String> own = new TreeMap<>(begun);
        own.put("alembic/versions/4d.py", alembic("4d", "'1a'"));

        assertThat(notes(Branch.of(begun, begun, onto, own))).isEmpty();
        assertThat(notes(Branch.of(begun, onto, onto, own)))
                .as("nothing is brought together with what goes on from what is not there")
                .isEmpty();
    }

    @Test
    void endsThatTheBranchBringsTogetherAreNotTold() {
        begun.put("alembic/env.py", "");
        begun.put("alembic/versions/1a.py", alembic("1a", "None"));
        begun.put("alembic/versions/2b.py", alembic("2b", "'1a'"));
        begun.put("alembic/versions/3c.py", alembic("3c", "'1a'"));
        Map<String, String> merging = new TreeMap<>(begun);
        merging.put("alembic/versions/4d.py", alembic("4d", "('2b', '3c')"));
        Map<String, String> other = new TreeMap<>(begun);
        other.put("alembic/versions/4d.py", alembic("4d", "'3c'"));

        assertThat(notes(Branch.of(begun, begun, merging))).isEmpty();
        assertThat(notes(Branch.of(begun, begun, other)))
                .singleElement()
                .asString()
                .contains("several ends that have landed: 2b, 3c");
    }

    private static List<String> notes(Branch branch) {
        return branch.number() instanceof Numbering.Unchanged unchanged
                ? unchanged.notes()
                : ((Numbering.Renumbered) branch.number()).notes();
    }
}
