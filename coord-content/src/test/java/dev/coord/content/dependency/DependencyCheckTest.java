package dev.coord.content.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.content.ContentChecks;
import dev.coord.proof.IntegrityCheck;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.Missing;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who is told what about which import. */
class DependencyCheckTest {

    @Test
    void whoeverImportsWhatAnotherOneRenamedGoesBackWithThePlaceAndTheNewName() {
        Wave wave = Wave.onto("src/posts.ts", "export const load = 1;\n")
                .writes("P2", "src/posts.ts", "export const fetchAll = 1;\n")
                .writes("P3", "src/page.ts", "import React from 'react';\nimport { load } from './posts';\n");

        IntegrityFinding found = wave.findings().get(0);

        assertThat(wave.told())
                .containsExactly("stop P3 src/page.ts:2 imports 'load' from './posts', which is not there any more:"
                        + " P2 took it away or renamed it");
        assertThat(found.remedy()).isEqualTo("import what 'src/posts.ts' makes known (new in it: fetchAll)");
    }

    @Test
    void whoeverTakesAwayWhatOthersImportGoesBack() {
        Wave wave = Wave.onto("a.ts", "export const one = 1, two = 2;\n", "b.ts", "import { one, two } from './a';\n")
                .writes("P1", "c.ts", "export {};\n")
                .writes("P2", "a.ts", "export const one = 1;\n");

        assertThat(wave.told()).containsExactly("stop P2 b.ts:1 imports 'two' from './a', which is not there any more");
        assertThat(wave.findings().get(0).remedy()).startsWith("keep what others import, or change each file");
    }

    @Test
    void whoeverOnlyChangedAnotherLineOfTheImporterIsNotToBlame() {
        Wave wave = Wave.onto("a.ts", "export const one = 1;\n", "b.ts", "import { one } from './a';\n")
                .writes("P1", "b.ts", "import { one } from './a';\none.run();\n")
                .writes("P2", "a.ts", "export const two = 1;\n");

        assertThat(wave.told()).containsExactly("stop P2 b.ts:1 imports 'one' from './a', which is not there any more");
    }

    @Test
    void ofTwoThatChangedTheImporterTheOneThatImportsGoesBack() {
        Wave wave = Wave.onto("b.ts", "export {};\n")
                .merges("P1", "b.ts", "import './gone';\nexport {};\n", "import './gone';\nexport {};\n")
                .merges("P2", "b.ts", "export {};\nrun();\n", "import './gone';\nexport {};\nrun();\n");

        assertThat(wave.told()).containsExactly("stop P1 b.ts:1 imports './gone', which is not there");
    }

    @Test
    void aNameThatIsPassedOnIsBlamedOnWhoeverTookItFromItsFile() {
        Wave wave = Wave.onto(
                        "lib/a.ts", "export const one = 1;\n",
                        "lib/index.ts", "export * from './a';\n",
                        "b.ts", "import { one } from './lib';\n")
                .writes("P1", "lib/a.ts", "export const uno = 1;\n")
                .writes("P2", "lib/index.ts", "export * from './a';\nexport const x = 1;\n");

        assertThat(wave.told())
                .containsExactly("stop P1 b.ts:1 imports 'one' from './lib', which is not there any more");
    }

    @Test
    void aFileThatMovedIsToldWithItsNewPlace() {
        Wave wave = Wave.onto("src/a.ts", "export const one = 1;\n", "src/b.ts", "import { one } from './a';\n")
                .moves("P1", "src/a.ts", "src/lib/a.ts")
                .writes("P2", "src/c.ts", "import './a';\n");

        assertThat(wave.told())
                .containsExactly(
                        "stop P1 src/b.ts:1 imports './a', which is not there any more",
                        "stop P2 src/c.ts:1 imports './a', which is not there any more: P1 took it away or renamed it");
        assertThat(wave.findings().get(1).remedy()).contains("it may be 'src/lib/a.ts' now");
    }

    @Test
    void aDeletedPictureIsMissed() {
        assertThat(Wave.onto("a.tsx", "import logo from './logo.svg';\n", "logo.svg", "<svg/>")
                        .deletes("P1", "logo.svg")
                        .stops())
                .containsExactly("stop P1 a.tsx:1 imports './logo.svg', which is not there any more");
    }

    @Test
    void whatMayHaveBeenThereIsNotCalledTakenAway() {
        assertThat(Wave.onto("a.js", "exports.one = 1;\n")
                        .writes("P1", "a.js", "export const one = 1;\n")
                        .writes("P2", "b.js", "import { two } from './a';\n")
                        .told())
                .containsExactly("stop P2 b.js:1 imports 'two' from './a', which is not there");
    }

    @Nested
    class OldSins {

        @Test
        void whatWasBrokenBeforeIsLetBe() {
            assertThat(Wave.onto(
                                    "a.ts", "export const one = 1;\n",
                                    "b.ts", "import { nothing } from './a';\nimport './nowhere';\n")
                            .writes("P1", "b.ts", "import './nowhere';\nimport { nothing } from './a';\nrun();\n")
                            .writes("P2", "a.ts", "export const one = 2;\n")
                            .told())
                    .isEmpty();
        }

        @Test
        void whatWasBrokenBeforeIsLetBeWhereItMoved() {
            assertThat(Wave.onto("src/b.ts", "import './nowhere';\n")
                            .moves("P1", "src/b.ts", "lib/b.ts")
                            .told())
                    .isEmpty();
        }

        @Test
        void whatOthersImportThatIsNotThereIsMadeBySomethingAndOnlyTold() {
            assertThat(Wave.onto("a.ts", "import { q } from './client';\n")
                            .writes("P1", "b.ts", "import { q } from './client';\n")
                            .told())
                    .containsExactly("tell P1 b.ts:1 imports './client', which is not there");
        }

        @Test
        void aCircleThatWasThereIsLetBeWhateverItsFilesAreCalled() {
            Wave wave = Wave.onto("a.ts", "import './b';\n", "b.ts", "import './a';\n", "c.ts", "import './a';\n");

            assertThat(wave.writes("P1", "a.ts", "import './b';\nrun();\n")
                            .deletes("P1", "b.ts")
                            .writes("P1", "lib/b.ts", "import '../a';\n")
                            .writes("P1", "a.ts", "import './lib/b';\n")
                            .told())
                    .isEmpty();
        }

        @Test
        void samplesAreThereToBeBroken() {
            assertThat(Wave.onto()
                            .writes("P1", "test/fixtures/bad/a.ts", "import './nowhere';\n")
                            .told())
                    .isEmpty();
        }
    }

    @Nested
    class NewCircles {

        @Test
        void theLastOneThatClosesACircleGoesBackWithTheWay() {
            Wave wave = Wave.onto(
                            "a.ts", "export const a = 1;\n", "b.ts", "export const b = 1;\n", "c.ts", "import './a';\n")
                    .writes("P1", "a.ts", "import { b } from './b';\nexport const a = b;\n")
                    .writes("P2", "b.ts", "\nimport './c';\nexport const b = 1;\n");

            assertThat(wave.told())
                    .containsExactly("stop P2 b.ts:2 its import of './c' closes a circle of imports:"
                            + " b.ts -> c.ts -> a.ts -> b.ts");
        }

        @Test
        void theSameOneGoesBackWhateverTheOrderTheyAreMergedIn() {
            for (List<String> order : List.of(List.of("a", "b", "c"), List.of("c", "b", "a"), List.of("b", "c", "a"))) {
                Wave wave = Wave.onto();
                order.forEach(one -> wave.writes(
                        one, one + ".ts", "import './" + (one.equals("a") ? "b" : one.equals("b") ? "c" : "a") + "';"));

                assertThat(wave.stops()).singleElement().asString().startsWith("stop c c.ts:1 its import of './a'");
            }
        }

        @Test
        void aCircleThatGrewIsNew() {
            assertThat(Wave.onto("a.ts", "import './b';\n", "b.ts", "import './a';\n", "c.ts", "import './a';\n")
                            .writes("P1", "b.ts", "import './a';\nimport './c';\n")
                            .stops())
                    .hasSize(1);
        }

        @Test
        void anotherWayWithinACircleIsNot() {
            assertThat(Wave.onto("a.ts", "import './b';\n", "b.ts", "import './c';\n", "c.ts", "import './a';\n")
                            .writes("P1", "a.ts", "import './b';\nimport './c';\n")
                            .told())
                    .isEmpty();
        }

        @Test
        void circlesOfTypesAndOfWhatRunsLaterAreTold() {
            assertThat(Wave.onto("a.ts", "import { B } from './b';\nexport const a = 1;\n")
                            .writes("P1", "b.ts", "import { a } from './a';\nexport interface B {}\n")
                            .told())
                    .singleElement()
                    .asString()
                    .startsWith("tell P1")
                    .endsWith("of which a part is for types only or runs later");
            assertThat(Wave.onto("a.ts", "import './b';\n", "b.ts", "")
                            .writes("P1", "b.ts", "const later = () => import('./a');\n")
                            .stops())
                    .isEmpty();
        }

        @Test
        void javaMayHaveCircles() {
            assertThat(Wave.onto(
                                    "a/A.java",
                                    "package a;\nimport b.B;\nclass A {}",
                                    "b/B.java",
                                    "package b;\nclass B {}")
                            .writes("P1", "b/B.java", "package b;\nimport a.A;\nclass B {}")
                            .told())
                    .containsExactly("tell P1 b/B.java:2 its import of 'a.A' closes a circle of imports: b -> a -> b");
        }
    }

    @Nested
    class Undecided {

        @Test
        void whatOnlyARunningProgramKnowsIsToldOnce() {
            assertThat(Wave.onto()
                            .writes("P1", "a.js", "require(name);\nrequire(other);\nimport(`./x/${y}`);\n")
                            .told())
                    .containsExactly(
                            "tell P1 a.js:1 it cannot be told where an import leads: an import whose name is computed,"
                                    + " and 2 more imports like it");
        }

        @Test
        void whatGitIgnoresIsMadeByAProgram() {
            assertThat(Wave.onto(".gitignore", "/src/made/*\n!/src/made/keep*\n*.pb.ts\n")
                            .writes(
                                    "P1",
                                    "src/a.ts",
                                    "import './made/client';\nimport './x.pb';\nimport './made/keep';\n")
                            .stops())
                    .containsExactly("stop P1 src/a.ts:3 imports './made/keep', which is not there");
        }

        @Test
        void whatLiesBehindALinkIsNotMissing() {
            assertThat(Wave.onto()
                            .links("shared")
                            .writes("P1", "a.ts", "import './shared/x';\n")
                            .stops())
                    .isEmpty();
        }
    }

    @Test
    void aWaveThatTouchesNoSourceReadsNothing() {
        Wave wave = Wave.onto("a.ts", "import './b';\n", "README.md", "").writes("P1", "README.md", "more");

        assertThat(wave.told()).isEmpty();
        assertThat(wave.read).isEmpty();
    }

    @Test
    void theNextCandidateReadsOnlyWhatIsNew() {
        IntegrityCheck check = ContentChecks.dependencies(true);
        String[] target = {"a.ts", "export const a = 1;\n", "b.ts", "import { a } from './a';\n", "package.json", "{}"};
        check.find(Wave.onto(target).writes("P1", "a.ts", "export const a = 2;\n"));
        Wave next = Wave.onto(target).writes("P1", "a.ts", "export const b = 1;\n");

        assertThat(check.find(next)).extracting(IntegrityFinding::line).containsExactly(1);
        assertThat(next.read).containsExactly("a.ts");
    }

    @Test
    void peopleMayPreferToBeTold() {
        Wave wave = Wave.onto().writes("P1", "a.ts", "import './nowhere';\n");

        assertThat(ContentChecks.dependencies(false).find(wave))
                .extracting(IntegrityFinding::stops)
                .containsExactly(false);
    }

    private static List<String> places(Wave wave) {
        return wave.findings().get(0).missing().map(Missing::places).orElse(List.of());
    }

    @Test
    void whereWhatIsMissingMayBeAboutToComeIsTold() {
        String[] target = {
            "src/posts.ts",
            "export const load = 1;\n",
            "src/index.ts",
            "export * from './posts';\n",
            "app/__init__.py",
            ""
        };

        assertThat(places(Wave.onto(target).writes("P1", "src/a.ts", "import { b } from './new';\n")))
                .contains("src/new.ts", "src/new/index.ts");
        assertThat(places(Wave.onto(target).writes("P1", "src/a.ts", "import { save } from './posts.js';\n")))
                .containsExactly("src/posts.ts");
        assertThat(places(Wave.onto(target).writes("P1", "src/a.ts", "import { save } from '.';\n")))
                .as("passed on whole")
                .containsExactly("src/index.ts", "src/posts.ts");
        assertThat(places(Wave.onto(target).writes("P1", "app/a.py", "from app.fresh import b\n")))
                .contains("app/fresh.py", "app/fresh/__init__.py");
        assertThat(places(Wave.onto(target).writes("P1", "app/a.py", "from app import fresh\n")))
                .contains("app/__init__.py", "app/fresh.py");
    }

    @Test
    void whatWasThereIsBroughtByNobody() {
        String[] target = {"a.ts", "export const one = 1;\n", "b.ts", "import { one } from './a';\n"};

        assertThat(Wave.onto(target)
                        .writes("P1", "a.ts", "export const uno = 1;\n")
                        .writes("P2", "c.ts", "import { one } from './a';\n")
                        .findings())
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.missing()).isEmpty());
    }

    @Test
    void whatLandedSinceItsBranchWasBegunTookItAway() {
        Wave name = Wave.onto("a.ts", "export const uno = 1;\n")
                .begunWith("a.ts", "export const one = 1;\n")
                .writes("P1", "b.ts", "import { one } from './a';\n");
        Wave file = Wave.onto().begunWith("a.ts", "export const one = 1;\n").writes("P1", "b.ts", "import './a';\n");

        assertThat(name.told())
                .containsExactly(
                        "stop P1 b.ts:1 imports 'one' from './a', which is not there any more: what landed since its branch"
                                + " was begun took it away or renamed it");
        assertThat(file.stops()).singleElement().asString().contains("not there any more: what landed since");
        assertThat(name.findings().get(0).missing()).isEmpty();
        assertThat(file.findings().get(0).missing()).isEmpty();
    }

    @Test
    void whatDiffersByCaseOnlyIsTold() {
        String[] target = {"src/Posts.ts", "export const loadAll = 1;\n"};

        assertThat(Wave.onto(target)
                        .writes("P1", "src/a.ts", "import { loadAll } from './posts';\n")
                        .findings())
                .allSatisfy(one -> assertThat(one.missing()).isEmpty())
                .extracting(IntegrityFinding::message)
                .singleElement()
                .asString()
                .contains("; there is 'src/Posts.ts', which differs by case only");
        assertThat(Wave.onto(target)
                        .writes("P1", "src/a.ts", "import { LoadAll } from './Posts';\n")
                        .findings())
                .allSatisfy(one -> assertThat(one.missing()).isEmpty())
                .extracting(IntegrityFinding::message)
                .singleElement()
                .asString()
                .endsWith("; there is 'loadAll', which differs by case only");
    }
}
