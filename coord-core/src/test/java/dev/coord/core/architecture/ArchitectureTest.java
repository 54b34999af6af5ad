package dev.coord.core.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.coord.core.Coordinator;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /** They touch the world for those that decide. */
    private static final String[] EDGES = {"driver", "file", "json", "lease", "process", "spi"};

    private static final JavaClasses CORE = new ClassFileImporter()
            .importUrl(Coordinator.class.getProtectionDomain().getCodeSource().getLocation());
    private static final String FIXTURE = ArchitectureTest.class.getPackageName() + ".fixture";
    private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages(FIXTURE);

    @Test
    void arrowsBetweenPackagesRunOneWay() {
        oneWay().check(CORE);

        assertThatThrownBy(() -> oneWay().check(FIXTURES)).hasMessageContaining("Cycle detected");
    }

    private static ArchRule oneWay() {
        return slices().matching("dev.(**)").should().beFreeOfCycles();
    }

    @Test
    void stepsOfARunKnowEachOtherOneWay() {
        withoutCircle("dev.coord.core.run").check(CORE);

        assertThatThrownBy(() -> withoutCircle(FIXTURE).check(FIXTURES)).hasMessageContaining("Cycle detected");
    }

    /** Of classes, not only of packages; what is nested counts as its outermost class. */
    private static ArchRule withoutCircle(String root) {
        return slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return resideInAPackage(root + "..").test(type)
                                ? SliceIdentifier.of(outermost(type).getName())
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "classes in " + root;
                    }
                })
                .should()
                .beFreeOfCycles()
                .because("a step that runs back up cannot be read or tested by itself: hand a value down,"
                        + " or move what both need to a class below");
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    @Test
    void rulesArePure() {
        pure("dev.coord.core", EDGES).check(CORE);

        assertThatThrownBy(() -> pure(FIXTURE, "back").check(FIXTURES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "readsFile", "startsThread", "asksSystemClock", "asksGivenClock", "throwsDice");
    }

    @Test
    void noEdgeIsLeftOutThatIsNotThere() {
        for (String edge : EDGES) {
            assertThat(CORE).anyMatch(type -> type.getPackageName().startsWith("dev.coord.core." + edge));
        }
    }

    /** Everything in {@code core} is pure but the package itself, which binds a store, and {@code edges}. */
    private static ArchRule pure(String core, String... edges) {
        String[] outside = Stream.concat(Stream.of(core), Stream.of(edges).map(edge -> core + "." + edge + ".."))
                .toArray(String[]::new);
        return noClasses()
                .that(resideInAnyPackage(core + "..").and(resideOutsideOfPackages(outside)))
                .should()
                .dependOnClassesThat(touchTheWorld())
                .orShould()
                .accessTargetWhere(readsTheWorld())
                .because("rules are pure functions, replayed in virtual time: take values and 'Instant now' as"
                        + " arguments, and leave files, threads and clocks to the store and the driver");
    }

    private static DescribedPredicate<JavaClass> touchTheWorld() {
        return resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.net..", "org.slf4j..")
                .or(describe(
                        "are threads, executors, clocks or dice",
                        type -> Set.of(
                                        "java.lang.Process",
                                        "java.lang.ProcessBuilder",
                                        "java.lang.Thread",
                                        "java.lang.ThreadLocal",
                                        "java.time.Clock",
                                        "java.time.InstantSource",
                                        "java.util.Random",
                                        "java.util.concurrent.CompletableFuture",
                                        "java.util.concurrent.Executor",
                                        "java.util.concurrent.ExecutorService",
                                        "java.util.concurrent.Executors",
                                        "java.util.concurrent.ForkJoinPool",
                                        "java.util.concurrent.ThreadLocalRandom")
                                .contains(type.getName())));
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheWorld() {
        return describe("read a clock, the environment or dice", access -> {
            String target = access.getTargetOwner().getSimpleName() + "."
                    + access.getTarget().getName();
            return access.getTargetOwner().getPackageName().startsWith("java.")
                    && (target.endsWith(".now")
                            || Set.of(
                                            "System.currentTimeMillis",
                                            "System.nanoTime",
                                            "System.getenv",
                                            "System.getProperty",
                                            "Math.random",
                                            "UUID.randomUUID")
                                    .contains(target));
        });
    }
}
