/** The store of files. */
module dev.coord.fs {
    requires transitive dev.coord.core;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;

    exports dev.coord.fs;
    exports dev.coord.fs.doctor;
}
