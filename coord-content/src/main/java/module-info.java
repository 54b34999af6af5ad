/** What files mean: structured merges, imports and migrations. */
@SuppressWarnings("module") // the module that a package is for is compiled after this one
module dev.coord.content {
    requires transitive dev.coord.api;
    requires static java.compiler;
    requires static jdk.compiler;
    requires net.sf.jsqlparser;

    exports dev.coord.content;
    exports dev.coord.content.footprint to
            dev.coord.cli;
    exports dev.coord.content.sql to
            dev.coord.cli;
}
