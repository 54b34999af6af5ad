package dev.coord.content.link;

import static dev.coord.content.link.ModuleTexts.alembic;
import static dev.coord.content.link.ModuleTexts.django;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.content.migration.MigrationFiles;
import dev.coord.content.schema.MadeWave;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.Missing;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaveLinksTest {

    private static List<IntegrityFinding> found(MadeWave wave, Feature... features) {
        List<IntegrityFinding> found =
                WaveLinks.faults("schema", FeatureSet.of(List.of(features)), wave, new MigrationFiles(path -> false));
        assertThat(found)
                .allMatch(IntegrityFinding::stops)
                .allMatch(one -> one.check().equals("schema"));
        return found;
    }

    private static List<String> told(MadeWave wave, Feature... features) {
        return found(wave, features).stream()
                .map(one -> one.feature() + " " + one.path() + ":" + one.line() + " " + one.message())
                .toList();
    }

    private static Missing missing(IntegrityFinding finding) {
        return finding.missing().orElseThrow();
    }

    @Nested
    class Django {
        private static final String AA = "shop/migrations/0002_aa.py";

        private MadeWave shop() {
            return new MadeWave()
                    .target("shop/migrations/0001_initial.py", django())
                    .target("blog/migrations/0001_initial.py", django());
        }

        @Test
        void whatIsNotThereStopsAndWouldBeAFileOfThatApp() {
            List<IntegrityFinding> found = found(shop().adds("aa", AA, django("shop.0001_initial", "blog.0002_bb")));

            assertThat(found).singleElement().satisfies(one -> {
                assertThat(one.feature()).isEqualTo(new FeatureId("aa"));
                assertThat(one.path()).isEqualTo(AA);
                assertThat(one.line()).isEqualTo(4);
                assertThat(one.message()).isEqualTo("its dependencies name 'blog.0002_bb', which is not there");
                assertThat(missing(one)).isEqualTo(new Missing(List.of("blog/migrations/0002_bb.py")));
            });
        }

        @Test
        void whatOtherWorkHasIsToldWithThat() {
            List<IntegrityFinding> found = found(shop().adds("aa", AA, django("shop.0001_initial", "blog.0002_bb"))
                    .elsewhere("bb", "blog/migrations/0002_bb.py", django("blog.0001_initial")));

            assertThat(found).singleElement().satisfies(one -> {
                assertThat(one.message())
                        .isEqualTo(
                                "its dependencies name 'blog.0002_bb', which only 'blog/migrations/0002_bb.py' of 'bb'"
                                        + " is");
                assertThat(missing(one).by()).containsExactly(new FeatureId("bb"));
            });
        }

        @Test
        void anAppThatOnlyOtherWorkMakesIsWaitedFor() {
            assertThat(found(shop().adds("aa", AA, django("shop.0001_initial", "news.0001_initial"))
                            .elsewhere("news", "news/migrations/0001_initial.py", django())))
                    .singleElement()
                    .satisfies(one -> assertThat(missing(one).by()).containsExactly(new FeatureId("news")));
        }

        @Test
        void anAppWithoutMigrationsIsOneOfTheRepository() {
            assertThat(told(shop().target("news/models.py", "")
                            .adds("aa", AA, django("shop.0001_initial", "news.0001_initial"))))
                    .containsExactly("aa " + AA + ":4 its dependencies name 'news.0001_initial', which is not there");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"auth.0012_x", "blog.__first__", "blog.__latest__", "blog.0001_initial", "sites.0002_x"})
        void whatIsThereOrOfAPackageIsNotMissing(String named) {
            assertThat(told(shop().target("sites/migrations/0001_initial.py", django())
                            .target("sites/apps.py", "class Sites(AppConfig):\n    label = 'places'\n")
                            .adds("aa", AA, django("shop.0001_initial", named))))
                    .isEmpty();
        }

        @Test
        void whatLedNowhereBeforeIsLetBe() {
            MadeWave wave = shop().target("shop/migrations/0002_old.py", django("blog.0009_gone"))
                    .adds("aa", "shop/migrations/0003_aa.py", django("shop.0002_old"));

            assertThat(told(wave)).isEmpty();
            assertThat(told(wave.adds("edit", "shop/migrations/0002_old.py", django("blog.0009_gone") + "# x\n")))
                    .isEmpty();
            assertThat(told(wave.adds("edit", "shop/migrations/0002_old.py", django("blog.0008_gone"))))
                    .containsExactly(
                            "edit shop/migrations/0002_old.py:3 its dependencies name 'blog.0008_gone', which is"
                                    + " not there");
        }

        @Test
        void whoeverDeletesWhatIsNamedIsStopped() {
            assertThat(told(shop().target(
                                    "shop/migrations/0002_old.py", django("shop.0001_initial", "blog.0001_initial"))
                            .deletes("bb", "blog/migrations/0001_initial.py")))
                    .containsExactly("bb shop/migrations/0002_old.py:4 its dependencies name 'blog.0001_initial', which"
                            + " is not there any more");
        }

        @Test
        void ofModulesThatNameEachOtherTheLastOneIsStopped() {
            assertThat(told(shop().adds("aa", AA, django("shop.0001_initial", "blog.0002_bb"))
                            .adds("bb", "blog/migrations/0002_bb.py", django("blog.0001_initial", "shop.0002_aa"))))
                    .containsExactly(
                            "bb blog/migrations/0002_bb.py:0 it comes after itself: what it names comes after it");
        }
    }

    @Nested
    class Alembic {
        private static final String TAG = "alembic/versions/3c_tag.py";

        private MadeWave base() {
            return new MadeWave()
                    .target("alembic/env.py", "")
                    .target("alembic/versions/1a_base.py", alembic("1a", "None"));
        }

        @Test
        void whatIsNotThereWouldBeAFileThatAnotherFeatureIsToWrite() {
            List<IntegrityFinding> found = found(
                    base().adds("tag", TAG, alembic("3c", "'2b'")),
                    Feature.builder("post").writes("alembic/versions/*_post.py").build(),
                    Feature.builder("tag").writes("alembic/versions/*_tag.py").build());

            assertThat(found).singleElement().satisfies(one -> {
                assertThat(one.line()).isEqualTo(2);
                assertThat(one.message()).isEqualTo("its down_revision names '2b', which is not there");
                assertThat(missing(one))
                        .isEqualTo(new Missing(List.of("alembic/versions/2b.py", "alembic/versions/2b_post.py")));
            });
        }

        @Test
        void whatOtherWorkHasIsWaitedFor() {
            assertThat(found(base().adds("tag", TAG, alembic("3c", "'2b'"))
                            .elsewhere("post", "alembic/versions/2b_post.py", alembic("2b", "'1a'"))))
                    .singleElement()
                    .satisfies(one -> assertThat(missing(one).by()).containsExactly(new FeatureId("post")));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "revision = '2b'\ndown_revision = None\n",
                    "revision = '2c'\ndown_revision = None\n" + "branch_labels = ('2b',)\n"
                })
        void whatLiesElsewhereOrIsALabelIsNotMissing(String other) {
            String path = other.contains("labels") ? "alembic/versions/2c.py" : "more/2b.py";
            assertThat(told(base().target(path, other).adds("tag", TAG, alembic("3c", "'1a'") + "depends_on = '2b'\n")))
                    .isEmpty();
        }

        @Test
        void oneRevisionOfTwoModulesIsTheFaultOfTheLaterOne() {
            assertThat(told(base().adds("tag", TAG, alembic("3c", "'1a'"))
                            .adds("post", "alembic/versions/3c_post.py", alembic("3c", "'1a'"))))
                    .containsExactly(
                            "post alembic/versions/3c_post.py:0 its revision '3c' is that of '" + TAG + "', too");
        }

        @Test
        void whatNamesItselfIsStopped() {
            assertThat(told(base().adds("tag", TAG, alembic("3c", "'3c'"))))
                    .containsExactly("tag " + TAG + ":0 it comes after itself: what it names comes after it");
        }
    }
}
