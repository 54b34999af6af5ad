/** The types of coord: records, sealed results and ports. */
module dev.coord.api {
    requires static transitive org.jspecify;

    exports dev.coord;
    exports dev.coord.lock;
    exports dev.coord.merge;
    exports dev.coord.plan;
    exports dev.coord.proof;
    exports dev.coord.radar;
    exports dev.coord.run;
    exports dev.coord.schema;
    exports dev.coord.state;
    exports dev.coord.store;
}
