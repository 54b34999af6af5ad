/** What users of coord test with. */
module dev.coord.testkit {
    requires transitive dev.coord.core;
    requires transitive org.junit.jupiter.api;
    requires transitive org.assertj.core;
    requires static net.jqwik.api;

    provides net.jqwik.api.lifecycle.LifecycleHook with
            dev.coord.testkit.SeedHook;
}
