package dev.coord.content.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.coord.content.ContentMergers;
import java.net.URL;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final URL CLASSES =
            ContentMergers.class.getProtectionDomain().getCodeSource().getLocation();

    @Test
    void arrowsBetweenPackagesRunOneWay() {
        slices().matching("dev.(**)").should().beFreeOfCycles().check(new ClassFileImporter().importUrl(CLASSES));
    }
}
