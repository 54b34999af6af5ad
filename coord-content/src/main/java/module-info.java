/** What files mean: structured merges, imports and migrations. */
module dev.coord.content {
    requires transitive dev.coord.api;

    exports dev.coord.content;
}
