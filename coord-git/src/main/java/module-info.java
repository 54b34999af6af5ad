/** Integration through git. */
@SuppressWarnings("module") // the module that a package is for is compiled after this one
module dev.coord.git {
    requires transitive dev.coord.core;
    requires java.xml;
    requires org.slf4j;

    exports dev.coord.git;
    exports dev.coord.git.place to
            dev.coord.cli;
}
