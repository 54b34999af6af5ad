package dev.coord.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallerLocaleTest {

    private final Map<String, String> environment = new HashMap<>(Map.of("PATH", "/bin", "LC_ALL", "C.UTF-8"));

    @Test
    void givesTheCallersOwnLocaleBack() {
        environment.put("COORD_CALLER_LC_ALL", "tr_TR.ISO-8859-9");

        CallerLocale.restore(environment);

        assertThat(environment).containsOnly(Map.entry("PATH", "/bin"), Map.entry("LC_ALL", "tr_TR.ISO-8859-9"));
    }

    @Test
    void setsNoLocaleWhereTheCallerHadNone() {
        environment.put("COORD_CALLER_LC_ALL", "");

        CallerLocale.restore(environment);

        assertThat(environment).containsOnly(Map.entry("PATH", "/bin"));
    }

    @Test
    void leavesTheLocaleOfAProgramThatEmbedsCoordAlone() {
        CallerLocale.restore(environment);

        assertThat(environment).containsOnly(Map.entry("PATH", "/bin"), Map.entry("LC_ALL", "C.UTF-8"));
    }
}
