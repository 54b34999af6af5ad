/** Text for people: pages, tables, colours and counts, all of it safe to show. Knows the answers, and no command. */
@NullMarked
package dev.coord.cli.text;

import org.jspecify.annotations.NullMarked;
