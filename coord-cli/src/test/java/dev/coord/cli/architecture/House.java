package dev.coord.cli.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The modules of this build, as compiled. */
final class House {
    static final String FIXTURE = House.class.getPackageName() + ".fixture";

    private static final Path TEST_CLASSES = testClasses();
    /** This module's build directory. */
    static final Path BUILD = TEST_CLASSES.getParent();

    private static final Path MODULE = module();

    /** Where the modules lie side by side. */
    static final Path ROOT = MODULE.getParent();

    private House() {}

    static JavaClasses mainClasses() {
        return new ClassFileImporter().importPaths(compiled("classes"));
    }

    /** Every test class but the fixtures, which are wrong on purpose. */
    static JavaClasses tests() {
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains("/architecture/fixture/"))
                .importPaths(compiled("test-classes"));
    }

    static JavaClasses fixtures() {
        return new ClassFileImporter().importPackages(FIXTURE);
    }

    /** The packages that a user's module can see. */
    static Set<String> exportedPackages() {
        return compiled("classes").stream()
                .map(House::descriptor)
                .flatMap(module -> module.exports().stream())
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
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
