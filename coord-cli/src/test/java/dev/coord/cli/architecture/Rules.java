package dev.coord.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rules, each for a root package, so that they can be tried on fixtures. */
final class Rules {
    private static final List<String> MODULES = List.of("core", "fs", "git", "content", "testkit", "cli");

    private Rules() {}

    static ArchRule apiNeedsNothing(String root) {
        return classes()
                .that(resideInAnyPackage(root + "..").and(resideOutsideOfPackages(packages(root, MODULES))))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..")
                        .or(resideInAnyPackage(root + "..").and(resideOutsideOfPackages(packages(root, MODULES)))))
                .because("coord-api says what things are, and users take it without taking anything else");
    }

    /** {@code module} may use coord-api, what is in {@code below}, and libraries. */
    static ArchRule arrowsPointDown(String root, String module, String... below) {
        List<String> mine = Stream.concat(Stream.of(module), Stream.of(below)).toList();
        List<String> others =
                MODULES.stream().filter(name -> !mine.contains(name)).toList();
        return noClasses()
                .that()
                .resideInAPackage(root + "." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(root, others))
                .because("arrows point down only: api <- core <- {fs, git, content, testkit} <- cli");
    }

    static ArchRule neverSleeps() {
        return noClasses()
                .should()
                .accessTargetWhere(describe(
                        "sleep",
                        access -> access.getTarget().getName().equals("sleep")
                                && access.getTargetOwner().getPackageName().startsWith("java.")))
                .because("a sleeping test is slow or flaky: use ManualClock, a latch, or Awaitility across processes");
    }

    /** {@code gateway} is the only class of these packages that prints. */
    static ArchRule onlyOnePrints(String gateway, String... packages) {
        return noClasses()
                .that(resideInAnyPackage(packages)
                        .and(describe(
                                "are not the gateway",
                                type -> !type.getFullName().startsWith(gateway))))
                .should()
                .accessTargetWhere(describe("print", Rules::prints))
                .because(
                        "what agents, files and users wrote must be made safe wherever it is shown: print a page or JSON"
                                + " through Output");
    }

    /** {@code opener} is the only class of {@code root} that knows what stores are kept in. */
    static ArchRule onlyOneOpensStores(String opener, String root) {
        return noClasses()
                .that(resideInAnyPackage(root + "..")
                        .and(describe(
                                "are not the opener",
                                type -> !type.getFullName().startsWith(opener))))
                .should()
                .dependOnClassesThat()
                .haveNameMatching("dev\\.coord\\.fs\\.(DirectoryStore|DirectoryReader)")
                .because("commands work on any store: ask StoreOpener for one, and take it by its port");
    }

    /** Packages of a layer may know those of later layers, and neither those of earlier ones nor each other. */
    static ArchRule arrowsRunDown(List<Set<String>> layers) {
        LayeredArchitecture house = layeredArchitecture().consideringOnlyDependenciesInLayers();
        List<String> above = new ArrayList<>();
        for (Set<String> layer : layers) {
            for (String pattern : layer) {
                house = house.layer(pattern).definedBy(pattern);
                house = above.isEmpty()
                        ? house.whereLayer(pattern).mayNotBeAccessedByAnyLayer()
                        : house.whereLayer(pattern).mayOnlyBeAccessedByLayers(above.toArray(String[]::new));
            }
            above.addAll(layer);
        }
        return house.ensureAllClassesAreContainedInArchitecture()
                .because("packages are layers: move what both need to one below, or hand it in from above");
    }

    private static boolean prints(JavaAccess<?> access) {
        String target =
                access.getTargetOwner().getName() + "." + access.getTarget().getName();
        boolean throughAStream = access.getTargetOwner().isAssignableTo(PrintStream.class)
                && !Set.of("<init>", "flush", "checkError")
                        .contains(access.getTarget().getName());
        boolean trace = access.getTarget().getName().equals("printStackTrace")
                && !access.getDescription().contains("java.io.PrintWriter");
        return throughAStream
                || trace
                || Set.of("java.lang.System.console", "java.lang.ProcessBuilder.inheritIO")
                        .contains(target);
    }

    static ArchRule signaturesAreFreeOfLibraries(Set<String> exportedPackages) {
        return classes()
                .that(describe("are visible to users", type -> isVisible(type, exportedPackages)))
                .should(new MentionNoLibrary())
                .because("users bring their own versions of these libraries");
    }

    private static boolean isVisible(JavaClass type, Set<String> exportedPackages) {
        return exportedPackages.contains(type.getPackageName())
                && MentionNoLibrary.isOpen(type.getModifiers())
                && type.getEnclosingClass()
                        .map(outer -> isVisible(outer, exportedPackages))
                        .orElse(true);
    }

    private static String[] packages(String root, List<String> modules) {
        return modules.stream().map(module -> root + "." + module + "..").toArray(String[]::new);
    }
}
