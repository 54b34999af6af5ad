/**
 * What users of coord test with. {@code SeedHook} is registered in META-INF/services only: a {@code provides} of it
 * would keep this module from being resolved where there is no jqwik, which is optional.
 */
module dev.coord.testkit {
    requires transitive dev.coord.core;
    requires transitive org.junit.jupiter.api;
    requires transitive org.assertj.core;
    requires static transitive net.jqwik.api;

    exports dev.coord.testkit;
    exports dev.coord.testkit.faults;
    exports dev.coord.testkit.history;
    exports dev.coord.testkit.history.check;
    exports dev.coord.testkit.jqwik;
    exports dev.coord.testkit.junit;
    exports dev.coord.testkit.process;
    exports dev.coord.testkit.run;
    exports dev.coord.testkit.store;
}
