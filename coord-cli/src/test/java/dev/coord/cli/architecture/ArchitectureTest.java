package dev.coord.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String FIXTURE = ArchitectureTest.class.getPackageName() + ".fixture";

    /** As many types as a reader can keep in mind. */
    private static final int MOST_TYPES = 15;

    private static JavaClasses all;
    private static JavaClasses main;
    private static JavaClasses fixtures;

    @BeforeAll
    static void readClasses() {
        all = House.allClasses();
        main = all.that(describe("are no tests", type -> !House.isOfTests(type)));
        fixtures = all.that(resideInAPackage(FIXTURE + ".."));
    }

    @Test
    void everyModuleIsLookedAt() {
        assertThat(main)
                .extracting(type -> type.getPackageName())
                .contains(
                        "dev.coord",
                        "dev.coord.core",
                        "dev.coord.fs",
                        "dev.coord.git",
                        "dev.coord.content",
                        "dev.coord.testkit",
                        "dev.coord.cli");
    }

    @Nested
    class Arrows {
        @Test
        void apiNeedsNothing() {
            Rules.apiNeedsNothing("dev.coord").check(main);
            refuses(Rules.apiNeedsNothing(FIXTURE), "ApiThatKnowsCore");
        }

        @Test
        void coreKnowsApiOnly() {
            Rules.arrowsPointDown("dev.coord", "core").check(main);
            refuses(Rules.arrowsPointDown(FIXTURE, "core"), "CoreThatKnowsFs");
        }

        @Test
        void contentKnowsApiOnly() {
            Rules.arrowsPointDown("dev.coord", "content").check(main);
        }

        @Test
        void fsGitAndTestkitDoNotKnowEachOther() {
            Rules.arrowsPointDown("dev.coord", "fs", "core").check(main);
            Rules.arrowsPointDown("dev.coord", "git", "core").check(main);
            Rules.arrowsPointDown("dev.coord", "testkit", "core").check(main);
            refuses(Rules.arrowsPointDown(FIXTURE, "git", "core"), "GitThatKnowsFs");
        }
    }

    @Test
    void onePlacePrints() {
        // the probe of a lock is asked by another process of coord
        Rules.onlyOnePrints("dev.coord.cli.shell.Output", "dev.coord.cli..", "dev.coord.core..", "dev.coord.git..")
                .check(main);

        ArchRule onFixture = Rules.onlyOnePrints(FIXTURE + ".Output", FIXTURE + "..");
        refuses(onFixture, "Chatty.prints");
        refuses(onFixture, "Chatty.printsTrace");
        refuses(onFixture, "Chatty.writes");
        refuses(onFixture, "Chatty.lets");
    }

    @Test
    void onePlaceOpensStores() {
        Rules.onlyOneOpensStores("dev.coord.cli.home.StoreOpener", "dev.coord.cli")
                .check(main);

        assertThatThrownBy(() ->
                        Rules.onlyOneOpensStores("nobody", "dev.coord.cli").check(main))
                .hasMessageContaining("StoreOpener.directory");
    }

    @Test
    void commandsKnowWhatTheyShareAndNotEachOther() {
        List<Set<String>> layers = List.of(
                Set.of("dev.coord.cli"),
                commandPackages("demo"), // shows a run as it goes on
                commandPackages("plan", "lock", "feature", "directory", "run", "radar", "rollback"),
                commandPackages("command"),
                commandPackages("word"),
                commandPackages("home", "database"),
                commandPackages("shell"),
                commandPackages("text"));
        JavaClasses cli = House.commandClasses();
        Rules.arrowsRunDown(layers).check(cli);

        List<Set<String>> upsideDown = new ArrayList<>(layers);
        Collections.swap(upsideDown, 3, 5);
        assertThatThrownBy(() -> Rules.arrowsRunDown(upsideDown).check(cli))
                .hasMessageContaining("StoreCommand")
                .hasMessageContaining("NewHome");
    }

    private static Set<String> commandPackages(String... names) {
        return Stream.of(names).map(name -> "dev.coord.cli." + name + "..").collect(Collectors.toSet());
    }

    @Test
    void modulesKeepTheirOwnPackagesToThemselves() {
        UseWhatIsExported asExported = new UseWhatIsExported(House.exports().toList());
        classes().should(asExported).check(all);
        assertThat(asExported.unneeded()).isEmpty();

        ArchRule withoutGraph = classes()
                .should(new UseWhatIsExported(House.exports()
                        .filter(export -> !export.name().equals("dev.coord.core.graph"))
                        .toList()));
        assertThatThrownBy(() -> withoutGraph.check(all)).hasMessageContaining("dev.coord.core.graph is not for");
    }

    @Test
    void noNameIsTwiceInAModule() {
        Map<String, List<String>> byName = main.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        type -> House.moduleOf(type).orElseThrow() + ": " + type.getSimpleName(),
                        Collectors.mapping(JavaClass::getPackageName, Collectors.toList())));

        assertThat(byName.size()).isGreaterThan(500);
        byName.values().removeIf(packages -> packages.size() == 1);
        assertThat(byName).isEmpty();
    }

    @Test
    void packagesAreSmall() {
        assertThat(packagesOfMoreTypes(MOST_TYPES))
                .as("packages of more than %s types: give each subject in them a package", MOST_TYPES)
                .isEmpty();

        assertThat(packagesOfMoreTypes(MOST_TYPES / 2)).contains("dev.coord.core.lock");
    }

    @Test
    void typesArePublicWhereAnotherPackageNeedsThem() {
        Set<String> forUsers = House.exportedPackages();
        List<JavaClass> publicTypes = main.stream()
                .filter(type -> type.isTopLevelClass()
                        && type.getModifiers().contains(JavaModifier.PUBLIC)
                        && !forUsers.contains(type.getPackageName()))
                .toList();
        Set<String> unneeded = publicTypes.stream()
                .filter(type -> type.getDirectDependenciesToSelf().stream()
                        .allMatch(use -> use.getOriginClass().getPackageName().equals(type.getPackageName())))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());

        assertThat(publicTypes).hasSizeGreaterThan(300);
        assertThat(unneeded)
                .containsExactlyInAnyOrder(
                        "dev.coord.cli.Main",
                        "dev.coord.cli.text.Lines", // a constant, which the compiler copies
                        "dev.coord.fs.document.DocumentHead", // so here
                        "dev.coord.content.dependency.ImportMap", // the benchmarks, which are not among the classes
                        // read
                        "dev.coord.core.culprit.CulpritSearch",
                        "dev.coord.core.culprit.SearchStep");
    }

    private static Set<String> packagesOfMoreTypes(int limit) {
        Map<String, Long> sizes = main.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        sizes.values().removeIf(types -> types <= limit);
        return sizes.keySet();
    }

    @Test
    void signaturesAreFreeOfLibraries() {
        Rules.signaturesAreFreeOfLibraries(House.exportedPackages()).check(main);

        ArchRule onFixture = Rules.signaturesAreFreeOfLibraries(Set.of(FIXTURE));
        refuses(onFixture, "LeakyApi.parameter");
        refuses(onFixture, "LeakyApi.typeArgument");
        refuses(onFixture, "LeakyApi.field");
        refuses(onFixture, "LeakyApi$Nested");
        refuses(onFixture, "LeakyApi.graph");
        assertThat(onFixture.evaluate(fixtures).getFailureReport().toString()).doesNotContain("hidden");
    }

    @Test
    void testsNeverSleep() {
        Rules.neverSleeps()
                .check(all.that(describe("are tests", type -> House.isOfTests(type) && !House.isOfFixtures(type))));
        refuses(Rules.neverSleeps(), "SleepyTests.sleepsInThread");
        refuses(Rules.neverSleeps(), "SleepyTests.sleepsInTimeUnit");
    }

    private static void refuses(ArchRule rule, String what) {
        assertThatThrownBy(() -> rule.check(fixtures))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(what);
    }
}
