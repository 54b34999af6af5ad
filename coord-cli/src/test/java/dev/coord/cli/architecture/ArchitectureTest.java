package dev.coord.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static JavaClasses main;
    private static JavaClasses fixtures;

    @BeforeAll
    static void readClasses() {
        main = House.mainClasses();
        fixtures = House.fixtures();
    }

    @Test
    void everyModuleIsLookedAt() {
        assertThat(House.mainClasses())
                .extracting(type -> type.getPackageName())
                .contains(
                        "dev.coord",
                        "dev.coord.core",
                        "dev.coord.fs",
                        "dev.coord.git",
                        "dev.coord.testkit",
                        "dev.coord.cli");
    }

    @Nested
    class Arrows {
        @Test
        void apiNeedsNothing() {
            Rules.apiNeedsNothing("dev.coord").check(main);
            refuses(Rules.apiNeedsNothing(House.FIXTURE), "ApiThatKnowsCore");
        }

        @Test
        void coreKnowsApiOnly() {
            Rules.arrowsPointDown("dev.coord", "core").check(main);
            refuses(Rules.arrowsPointDown(House.FIXTURE, "core"), "CoreThatKnowsFs");
        }

        @Test
        void fsGitAndTestkitDoNotKnowEachOther() {
            Rules.arrowsPointDown("dev.coord", "fs", "core").check(main);
            Rules.arrowsPointDown("dev.coord", "git", "core").check(main);
            Rules.arrowsPointDown("dev.coord", "testkit", "core").check(main);
            refuses(Rules.arrowsPointDown(House.FIXTURE, "git", "core"), "GitThatKnowsFs");
        }
    }

    @Test
    void rulesArePure() {
        Rules.pure("dev.coord.core", "driver", "json", "lease", "process").check(main);

        ArchRule onFixture = Rules.pure(House.FIXTURE + ".core", "driver");
        refuses(onFixture, "readsFile");
        refuses(onFixture, "startsThread");
        refuses(onFixture, "asksSystemClock");
        refuses(onFixture, "asksGivenClock");
        refuses(onFixture, "throwsDice");
    }

    @Test
    void onePlacePrints() {
        // the probe of a lock is asked by another process of coord
        Rules.onlyOnePrints("dev.coord.cli.shell.Output", "dev.coord.cli..", "dev.coord.core..", "dev.coord.git..")
                .check(main);

        ArchRule onFixture = Rules.onlyOnePrints(House.FIXTURE + ".Output", House.FIXTURE + "..");
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
                commandPackages("plan", "lock", "feature", "directory", "run"),
                commandPackages("command"),
                commandPackages("home"),
                commandPackages("shell"),
                commandPackages("text"));
        JavaClasses cli = main.that(resideInAPackage("dev.coord.cli.."));
        Rules.arrowsRunDown(layers).check(cli);

        List<Set<String>> upsideDown = new ArrayList<>(layers);
        Collections.swap(upsideDown, 3, 4);
        assertThatThrownBy(() -> Rules.arrowsRunDown(upsideDown).check(cli))
                .hasMessageContaining("StoreCommand")
                .hasMessageContaining("NewHome");
    }

    private static Set<String> commandPackages(String... names) {
        return Stream.of(names).map(name -> "dev.coord.cli." + name + "..").collect(Collectors.toSet());
    }

    @Test
    void signaturesAreFreeOfLibraries() {
        Rules.signaturesAreFreeOfLibraries(House.exportedPackages()).check(main);

        ArchRule onFixture = Rules.signaturesAreFreeOfLibraries(Set.of(House.FIXTURE));
        refuses(onFixture, "LeakyApi.parameter");
        refuses(onFixture, "LeakyApi.typeArgument");
        refuses(onFixture, "LeakyApi.field");
        refuses(onFixture, "LeakyApi$Nested");
        refuses(onFixture, "LeakyApi.graph");
        assertThat(onFixture.evaluate(fixtures).getFailureReport().toString()).doesNotContain("hidden");
    }

    @Test
    void testsNeverSleep() {
        Rules.neverSleeps().check(House.tests());
        refuses(Rules.neverSleeps(), "SleepyTests.sleepsInThread");
        refuses(Rules.neverSleeps(), "SleepyTests.sleepsInTimeUnit");
    }

    private static void refuses(ArchRule rule, String what) {
        assertThatThrownBy(() -> rule.check(fixtures))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(what);
    }
}
