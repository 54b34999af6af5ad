/** Integration through git. */
module dev.coord.git {
    requires transitive dev.coord.core;
    requires java.xml;
    requires org.slf4j;

    exports dev.coord.git;
    exports dev.coord.git.place to
            dev.coord.cli;
}
