package dev.coord.content.renumber;

import static dev.coord.content.link.ModuleTexts.alembic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.content.migration.MigrationFiles;
import dev.coord.schema.Numbering;
import dev.coord.schema.Numbering.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Revisions of Alembic that are no numbers. */
class RevisionsTest {
    private static final String VERSIONS = "alembic/versions/";
    private static final String TAG = VERSIONS + "2b3c4d5e6f70_tag.py";
    private static final String POST = VERSIONS + "2b3c4d5e6f70_post.py";

    private final DraftedBranch draft = new DraftedBranch();

    @BeforeEach
    void makeABase() {
        draft.begun.put("alembic/env.py", "");
        draft.begun.put(VERSIONS + "1a2b3c4d5e6f_base.py", alembic("1a2b3c4d5e6f", "None"));
    }

    @Test
    void oneThatIsTakenGetsAnotherRevisionAndGoesOnFromTheOneThatHasIt() {
        draft.landed.put(TAG, alembic("2b3c4d5e6f70", "'1a2b3c4d5e6f'"));
        draft.added.put(
                POST,
                "\"\"\"post\n\nRevision ID: 2b3c4d5e6f70\nRevises: 1a2b3c4d5e6f\n\"\"\"\n"
                        + alembic("2b3c4d5e6f70", "'1a2b3c4d5e6f'"));
        draft.added.put(VERSIONS + "3c4d_more.py", alembic("3c4d", "'2b3c4d5e6f70'") + "depends_on = '2b3c4d5e6f70'\n");

        Place place = draft.places().get(0);
        String file = place.to().substring(VERSIONS.length());
        String id = file.substring(0, 12);

        assertThat(file).matches("[0-9a-f]{12}_post[.]py");
        assertThat(place).isEqualTo(new Place(POST, place.to(), Optional.of("2b3c4d5e6f70"), TAG));
        assertThat(draft.branch().numbered().own())
                .doesNotContainKey(POST)
                .containsEntry(
                        place.to(),
                        "\"\"\"post\n\nRevision ID: " + id + "\nRevises: 2b3c4d5e6f70\n\"\"\"\n"
                                + alembic(id, "'2b3c4d5e6f70'"))
                .containsEntry(
                        VERSIONS + "3c4d_more.py", alembic("3c4d", "'" + id + "'") + "depends_on = '" + id + "'\n");
    }

    @Test
    void eachOfSeveralGetsOneOfItsOwnAndTheSameInEachTry() {
        Map<String, String> onto = new TreeMap<>(draft.begun);
        for (String feature : List.of("a", "b", "c")) {
            Map<String, String> own = new TreeMap<>(draft.begun);
            own.put(VERSIONS + "2b3c.py", alembic("2b3c", "'1a2b3c4d5e6f'") + "# " + feature + "\n");
            Branch branch = Branch.of(draft.begun, draft.begun, onto, own);
            assertThat(branch.numbered().own()).isEqualTo(branch.numbered().own());
            onto = branch.numbered().merged();
        }

        var links =
                new MigrationFiles(path -> false).links(onto.keySet(), Branch.of(Map.of(), Map.of(), onto)::content);
        var chain = links.chains().values().iterator().next();
        assertThat(chain.inOrder()).hasSize(4).extracting("name").doesNotHaveDuplicates();
        assertThat(chain.inOrder()).filteredOn(chain::isEnd).hasSize(1);
        assertThat(chain.behind("1a2b3c4d5e6f")).hasSize(3);
    }

    @Test
    void whereTheBranchHasItTwiceItIsNotClearWhichIsNamed() {
        draft.landed.put(TAG, alembic("2b3c4d5e6f70", "'1a2b3c4d5e6f'"));
        draft.added.put(POST, alembic("2b3c4d5e6f70", "'1a2b3c4d5e6f'"));
        draft.added.put(VERSIONS + "x.py", alembic("2b3c4d5e6f70", "'1a2b3c4d5e6f'"));

        assertThat(draft.branch().number())
                .isInstanceOfSatisfying(
                        Numbering.Refused.class,
                        refused -> assertThat(refused.obstacles())
                                .first()
                                .asString()
                                .contains("has the revision '2b3c4d5e6f70'"));
    }

    @Test
    void aNumberInAFileThatIsCalledOtherwiseDoesNotMakeItFree() {
        draft.begun.clear();
        draft.begun.put("alembic/env.py", "");
        draft.begun.put(VERSIONS + "base.py", alembic("0001", "None"));
        draft.landed.put(VERSIONS + "add.py", alembic("0002", "'0001'"));
        draft.added.put(VERSIONS + "add.py", alembic("0002", "'0001'") + "# mine\n");

        assertThat(draft.branch().number())
                .isInstanceOfSatisfying(
                        Numbering.Refused.class,
                        refused -> assertThat(refused.obstacles())
                                .singleElement()
                                .asString()
                                .contains("give yours another name"));
    }
}
