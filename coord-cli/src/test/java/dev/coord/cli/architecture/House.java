package dev.coord.cli.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The modules of this build, as compiled. */
final class House {
    private static final Pattern MODULE_DIRECTORY = Pattern.compile("/coord-([a-z]+)/target/");
    private static final Path TEST_CLASSES = testClasses();
    /** This module's build directory. */
    static final Path BUILD = TEST_CLASSES.getParent();

    private static final Path MODULE = module();

    /** Where the modules lie side by side. */
    static final Path ROOT = MODULE.getParent();

    private House() {}

    /** Main and test classes of all modules. */
    static JavaClasses allClasses() {
        List<Path> all = new ArrayList<>(compiled("classes"));
        all.addAll(compiled("test-classes"));
        return new ClassFileImporter().importPaths(all);
    }

    /** Main classes of this module. */
    static JavaClasses commandClasses() {
        return new ClassFileImporter().importPath(TEST_CLASSES.resolveSibling("classes"));
    }

    static boolean isOfTests(JavaClass type) {
        return lies(type, "/test-classes/");
    }

    /** Those are wrong on purpose. */
    static boolean isOfFixtures(JavaClass type) {
        return lies(type, "/architecture/fixture/");
    }

    private static boolean lies(JavaClass type, String below) {
        return type.getSource()
                .filter(source -> source.getUri().toString().contains(below))
                .isPresent();
    }

    /** The packages that a user's module can see. */
    static Set<String> exportedPackages() {
        return exports()
                .filter(export -> export.targets().isEmpty())
                .map(Export::name)
                .collect(Collectors.toSet());
    }

    /** What the modules export. */
    static Stream<Export> exports() {
        return compiled("classes").stream()
                .filter(classes -> Files.exists(classes.resolve("module-info.class"))) // examples are no module
                .map(House::descriptor)
                .flatMap(module -> module.exports().stream())
                .map(export -> new Export(export.source(), export.targets()));
    }

    /**
     * A package that others than its own module may use.
     *
     * @param name the package
     * @param targets the modules that may; none where all may
     */
    record Export(String name, Set<String> targets) {
        boolean isFor(String module) {
            return targets.isEmpty() || targets.contains(module);
        }
    }

    /** The module of a class that lies in one of the directories of this build; nothing for any other class. */
    static Optional<String> moduleOf(JavaClass type) {
        return type.getBaseComponentType()
                .getSource()
                .map(source -> MODULE_DIRECTORY.matcher(source.getUri().toString()))
                .filter(Matcher::find)
                .map(found -> "dev.coord." + found.group(1));
    }

    private static ModuleDescriptor descriptor(Path classes) {
        try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
            return ModuleDescriptor.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Directories of that name in each module, wherever this build puts them. */
    private static List<Path> compiled(String name) {
        Path inModule = MODULE.relativize(TEST_CLASSES.resolveSibling(name));
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.filter(module -> module.getFileName().toString().startsWith("coord-"))
                    .filter(module -> !module.endsWith("coord-bench")) // never released, and half of it is generated
                    .map(module -> module.resolve(inModule))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path module() {
        Path module = TEST_CLASSES;
        while (!module.getFileName().toString().equals("coord-cli")) {
            module = module.getParent();
        }
        return module;
    }

    private static Path testClasses() {
        try {
            return Path.of(House.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
