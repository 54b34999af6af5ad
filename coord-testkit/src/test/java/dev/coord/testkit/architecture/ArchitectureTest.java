package dev.coord.testkit.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.coord.testkit.InMemoryStore;
import java.net.URL;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final URL CLASSES =
            InMemoryStore.class.getProtectionDomain().getCodeSource().getLocation();

    @Test
    void arrowsBetweenPackagesRunOneWay() {
        slices().matching("dev.(**)").should().beFreeOfCycles().check(new ClassFileImporter().importUrl(CLASSES));
    }
}
