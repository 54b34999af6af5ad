/** The rules of coord. */
module dev.coord.core {
    requires transitive dev.coord.api;
    requires com.fasterxml.jackson.databind;
    requires org.jgrapht.core;
    requires org.slf4j;

    exports dev.coord.core.json;
}
