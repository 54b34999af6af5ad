/** What files mean: structured merges. */
module dev.coord.content {
    requires transitive dev.coord.api;

    exports dev.coord.content;
}
