package dev.coord.testkit.jqwik;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import net.jqwik.api.lifecycle.LifecycleHook;
import org.junit.jupiter.api.Test;

class SeedHookTest {
    @Test
    void jqwikFindsIt() {
        assertThat(ServiceLoader.load(LifecycleHook.class)).hasAtLeastOneElementOfType(SeedHook.class);
    }
}
