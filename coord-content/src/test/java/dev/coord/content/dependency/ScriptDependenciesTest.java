package dev.coord.content.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of JavaScript's and TypeScript's imports and exports. */
class ScriptDependenciesTest {

    private static final String ALL = """
            #!/usr/bin/env node
            @decorated({ a: 1 }) export class Decorated {}
            export @other.deep abstract class Late {}
            export default async function main() {}
            export async function* stream() {}
            export const { a, b: renamed, ...rest } = source(), [c, d = 2] = list, e: Map<string, number> = x
            export let f
            export const enum Kind { One }
            export declare namespace Space.Inner { const hidden: number }
            export type Alias<T> = T;
            export interface Shape { name: string }
            export import Short = Space.Inner;
            const local = 1; class Both {} interface Both {}
            export { local, local as other, type Shape as Form, local as "with space" };
            export * as all from './more';
            export * from './more';
            const re = /['"`/]{2}/, text = `a ${`b } ${1} "`} export const no = 1`; // export const comment = 1
            """;

    private static Wave importing(String names) {
        return Wave.onto("all.ts", ALL, "more.ts", "export const further = 1;\nexport default 1;\n")
                .writes("P1", "user.ts", "import " + names + " from './all';\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export const a = `open;\n",
                "export function f() { if (true) {\n",
                "export const a = 1)\n",
                "/* open\n"
            })
    void aFileThatIsNotWholeIsToldAndNothingInItIsCalledMissing(String rest) {
        Wave wave = Wave.onto("app/old.ts", "import './gone';\n" + rest)
                .writes("P1", "app/new.ts", "import { x } from './nowhere';\n" + rest)
                .writes("P2", "app/old.ts", "import './gone';\n// again\n" + rest);

        assertThat(wave.told())
                .containsExactly(
                        "tell P1 app/new.ts:0 it cannot be told where an import leads: the file is not read, as a text,"
                                + " a comment or a bracket in it is not closed");
    }

    @Test
    void everyFormOfAnExportCounts() {
        assertThat(importing(
                                "main, { Decorated, Late, stream, a, renamed, rest, c, d, e, f, Kind, Space, Alias, Shape, Short,"
                                        + " local, other, Form, all, further, type Alias as X, default as y }")
                        .told())
                .isEmpty();
    }

    @Test
    void nothingElseDoes() {
        assertThat(importing("{ b2, hidden, Inner, no, comment, Both, source, type Gone as Kept,\n  text }")
                        .stops())
                .extracting(one -> one.replaceFirst("stop P1 user.ts:(\\d) imports '(\\w+)'.*", "$1 $2"))
                .containsExactly(
                        "1 b2", "1 hidden", "1 Inner", "1 no", "1 comment", "1 Both", "1 source", "1 Gone", "2 text");
    }

    @Test
    void whatIsPassedOnWholeHasNoDefault() {
        assertThat(Wave.onto("a.ts", "export default 1;\n", "index.ts", "export * from './a';\n")
                        .writes("P1", "b.ts", "import a from './index';\n")
                        .stops())
                .hasSize(1);
    }

    @Test
    void everyFormOfAnImportIsLookedUp() {
        assertThat(Wave.onto().writes("P1", "src/user.tsx", """
                                import './a1';
                                import a from "./a2";
                                import type { A } from './a3';
                                import type from './a4';
                                import * as b from './a5.js';
                                export { c } from './a6';
                                export * from '../a7';
                                const d = require('./a8');
                                import e = require('./a9');
                                const f = () => import(/* chunk */ './a10');
                                export type { G } from './a11'
                                const view = <p title="x">it's {`${1}`} import z from './no'</p>;
                                const text = `import './no'`; // import './no'
                                const optional = (() => { try { return require('./no') } catch { return 1 } })();
                                """).stops())
                .hasSize(11)
                .allMatch(one ->
                        one.matches("stop P1 src/user.tsx:(\\d+) imports '\\.\\.?/a\\1(\\.js)?', which is not there"));
    }

    @Test
    void aSourceStandsForWhatIsMadeOfIt() {
        assertThat(Wave.onto(
                                "a.ts", "export {};\n",
                                "b.d.ts", "export {};\n",
                                "c/index.tsx", "export {};\n",
                                "d.native.ts", "export {};\n",
                                "e.mts", "export {};\n",
                                "f.vue", "<template/>",
                                "g.json", "{}",
                                "h/package.json", "{\"main\": \"./deep/x.js\"}",
                                "h/deep/x.js", "")
                        .writes(
                                "P1",
                                "user.ts",
                                "import './a.js'; import './b'; import './c'; import './d'; import './e.mjs'; import F from './f.vue';"
                                        + " import g from './g.json'; import './h'; import './c/'; import './a?raw'; import '.';\n")
                        .stops())
                .containsExactly("stop P1 user.ts:1 imports '.', which is not there");
    }

    @Test
    void whatIsNotAModuleOrIsNotReadWholeMayHoldAnything() {
        assertThat(Wave.onto(
                                "common.js", "exports.a = 1;\n",
                                "assigned.ts", "const a = 1; export = a;\n",
                                "script.js", "var a = 1;\n",
                                "odd.tsx", "export const b = <p>`</p>;\n",
                                "typed.js", "export const x = 1;\n",
                                "typed.d.ts", "interface Hidden {}\nexport declare const x: Hidden;\n",
                                "added.ts", "export const x = 1;\n",
                                "adds.ts", "export {};\ndeclare module './added' { interface More {} }\n",
                                "ambient.d.ts", "declare module '*.css';\ndeclare module 'virtual:*';\n")
                        .writes(
                                "P1",
                                "user.ts",
                                "import {a} from './common'; import {b} from './assigned'; import {c} from './script';"
                                        + " import {d} from './odd'; import {Hidden} from './typed.js'; import {Hidden as H} from './typed';"
                                        + " import {More} from './added'; import x from './x.css'; import y from 'virtual:y';\n")
                        .stops())
                .isEmpty();
    }

    @Test
    void pathsOfConfigurationsLead() {
        assertThat(Wave.onto(
                                "tsconfig.base.json",
                                "{ // all\n \"compilerOptions\": { \"paths\": { \"@lib/*\": [\"./lib/*\", \"./old/*\"] } }, }",
                                "app/tsconfig.json",
                                "{\"extends\": \"../tsconfig.base.json\", \"compilerOptions\": {\"baseUrl\": \"src\"}}",
                                "old/util.ts",
                                "export const one = 1;\n",
                                "app/src/here/x.ts",
                                "export const x = 1;\n")
                        .writes(
                                "P1",
                                "app/src/user.ts",
                                "import { one, two } from '@lib/util';\nimport { x } from 'here/x';\nimport 'react';\n"
                                        + "import '@lib/nowhere';\n")
                        .stops())
                .containsExactly(
                        "stop P1 app/src/user.ts:1 imports 'two' from '@lib/util', which is not there",
                        "stop P1 app/src/user.ts:4 imports '@lib/nowhere', which is not there");
    }

    @Test
    void packagesOfTheRepositoryLeadToWhatTheyAreBuiltFrom() {
        assertThat(Wave.onto(
                                "packages/core/package.json",
                                """
                                {"name": "@x/core", "imports": {"#in/*": "./src/in/*.ts"}, "exports": {
                                  ".": {"types": "./dist/index.d.ts", "default": "./dist/esm/index.mjs"},
                                  "./deep/*": "./dist/deep/*.js"}}
                                """,
                                "packages/core/src/index.ts",
                                "export const one = 1;\n",
                                "packages/core/src/deep/a.ts",
                                "export const a = 1;\n",
                                "packages/core/src/in/b.ts",
                                "export const b = 1;\n")
                        .writes(
                                "P1",
                                "app/user.ts",
                                "import { one, two } from '@x/core';\nimport { a, b } from '@x/core/deep/a';\n")
                        .writes("P2", "packages/core/src/x.ts", "import { b, c } from '#in/b';\n")
                        .writes("P3", "app/other.ts", "import '@x/core/unknown';\n")
                        .told())
                .containsExactly(
                        "stop P1 app/user.ts:1 imports 'two' from '@x/core', which is not there",
                        "stop P1 app/user.ts:2 imports 'b' from '@x/core/deep/a', which is not there",
                        "stop P2 packages/core/src/x.ts:1 imports 'c' from '#in/b', which is not there",
                        "tell P3 app/other.ts:1 it cannot be told where an import leads: '@x/core/unknown', as the package"
                                + " '@x/core' does not say what it is built from");
    }

    @Test
    void scriptsInOtherFilesImport() {
        assertThat(Wave.onto()
                        .writes(
                                "P1",
                                "a.vue",
                                "<template>it's</template>\n<script setup lang=\"ts\">\nimport './x1'\n</script>\n")
                        .writes("P2", "b.astro", "---\nimport './x2'\n---\n<p>it's</p>\n")
                        .stops())
                .containsExactly(
                        "stop P1 a.vue:3 imports './x1', which is not there",
                        "stop P2 b.astro:2 imports './x2', which is not there");
    }

    @Test
    void whatABundlerMakesOfAFileHasNamesThatNobodyKnows() {
        assertThat(Wave.onto("x.ts", "export const one = 1;\n", "demo.tsx", "export const demo = 1;\n")
                        .writes(
                                "P1",
                                "user.ts",
                                "import raw from './x.ts?raw'; import url from './x?url'; import W from './x.ts?worker&inline';\n"
                                        + "import { text } from './demo?raw';\nimport none from './none.ts?raw';\n")
                        .told())
                .containsExactly("stop P1 user.ts:3 imports './none.ts?raw', which is not there");
    }

    @Test
    void anyTargetOfAPathMayBeMadeByAProgram() {
        assertThat(Wave.onto(
                                "tsconfig.json",
                                "{\"compilerOptions\": {\"paths\": {\"~/*\": [\"src/*\", \"made/*\"], \"@/*\": [\"src/*\"]}}}",
                                ".gitignore",
                                "made\n")
                        .writes("P1", "user.ts", "import '~/client';\nimport '@/client';\n")
                        .stops())
                .containsExactly("stop P1 user.ts:2 imports '@/client', which is not there");
    }

    @Test
    void whatAConfigurationExtendsThatNobodyCommittedMayLayDirectoriesOverEachOther() {
        assertThat(Wave.onto(
                                "web/tsconfig.json", "{\"extends\": \"./.svelte-kit/tsconfig.json\"}",
                                "app/tsconfig.json", "{\"extends\": \"../configs/base.json\"}",
                                "configs/base.json", "{\"compilerOptions\": {\"rootDirs\": [\".\", \"x\"]}}",
                                "lib/tsconfig.json", "{\"extends\": \"@tsconfig/node18\"}")
                        .writes("P1", "web/src/routes/+page.ts", "import type { PageLoad } from './$types';\n")
                        .writes("P1", "app/user.ts", "import './types';\n")
                        .writes("P1", "lib/user.ts", "import './types';\n")
                        .stops())
                .containsExactly("stop P1 lib/user.ts:1 imports './types', which is not there");
    }

    @Test
    void whatTheFileIsReadyNotToFindIsNotMissed() {
        assertThat(Wave.onto().writes("P1", "user.js", """
                                const a = await import("./a.js").catch(() => null);
                                if (fs.existsSync(path)) {
                                    const b = require("./b");
                                }
                                const c = existsSync(place) ? require("./c") : {};
                                jest.mock("./d", () => ({}), { virtual: true });
                                const d = require("./d");
                                jest.mock("./e", () => ({}));
                                const e = require("./e");
                                const f = await import("./f.js").then(run);
                                """).stops())
                .containsExactly(
                        "stop P1 user.js:9 imports './e', which is not there",
                        "stop P1 user.js:10 imports './f.js', which is not there");
    }

    @Test
    void aPackageThatIsOnlyCalledLikeOneOfOthersTakesNoImport() {
        Wave wave = Wave.onto(
                "package.json",
                "{\"workspaces\": [\"packages/*\"], \"dependencies\": {\"ui\": \"^1\", \"own\": \"^1\", \"linked\": \"file:./tools/x\"}}",
                "docs/demo/package.json",
                "{\"name\": \"ui\", \"main\": \"./ui.js\"}",
                "docs/demo/ui.js",
                "export const x = 1;\n",
                "docs/own/package.json",
                "{\"name\": \"own\"}",
                "packages/own/package.json",
                "{\"name\": \"own\", \"main\": \"./own.js\"}",
                "packages/own/own.js",
                "export const x = 1;\n",
                "tools/x/package.json",
                "{\"name\": \"linked\", \"main\": \"./x.js\"}",
                "tools/x/x.js",
                "export const x = 1;\n");

        assertThat(wave.writes("P1", "src/user.js", "import { y } from 'ui';\n")
                        .writes("P1", "src/a.js", "import { y } from 'own';\nimport { z } from 'linked';\n")
                        .writes("P1", "docs/demo/user.js", "import { y } from 'ui';\n")
                        .told())
                .containsExactly(
                        "stop P1 docs/demo/user.js:1 imports 'y' from 'ui', which is not there",
                        "stop P1 src/a.js:1 imports 'y' from 'own', which is not there",
                        "stop P1 src/a.js:2 imports 'z' from 'linked', which is not there");
    }
}
