/** What coord is made of: records, sealed results and ports. */
module dev.coord.api {
    requires static transitive org.jspecify;
}
