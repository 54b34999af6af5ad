package dev.coord.content.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that are legal and seldom: what they make known is not called missing. */
class OddSourcesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (x) /re'\"`/.test(y);\nexport const a = 1;\nwhile (x) /`/g.test(q);\nexport const b = 2",
                "var x = a++ / 2; export const a = x-- / 3; /* ' */ export const b = 1;",
                "export const f = function () { const c = 1; }, a = () => { let i; }, b = class { d = 1; };",
                "export let c = 1 as const, a = [1] as const, b = 2;",
                "export const c = <const T>(x: T) => x, a = 1, b = 2;",
                "export const c = x! / 2, a = y! / 3; export const b = '/';",
                "export const c = {} / 1; export const a = '/', b = 1; x = {}\n/ 2 / 1;",
                "export const c = w as { d: 1 } / 2; export const a = '/', b = 1;",
                "const c = x => /'/; export const a = 1, b = [.../\"/.source];",
                "x.return / 2; export const a = 1; y / 3; export const b = 1;",
                "let c // comment\rexport const a = 1; // ' \rexport const b = 1\r",
                "\ufeff#!/usr/bin/env node\nexport const a = 1, b = 2",
                "export const \\u0061 = 1, b = 2;",
                "export opaque type a: string = string; export type b = {| c: string |};",
                "using c = d;\nexport const a = `${`${'`'}`}`, b = `\\``\nusing e = f",
                "export import a = N.c; export { c as 'b', c as b }; namespace N { export const c = 1; }",
                "@A({ t: `${'}'}` }) export class a { @In() import!: string; }\nexport @B.c abstract class b {}",
                "export const b = x satisfies object as unknown, a = <T,>(y: T) => y;",
                "export type a = B extends `${infer X}` ? X : never; export declare const enum b { C }",
            })
    void makesKnownWhatItDoes(String source) {
        assertThat(Wave.onto("all.ts", source)
                        .writes("P1", "user.ts", "import { a, b } from './all';\n")
                        .told())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export const a = () => <code>import x from './gone'</code>;",
                "export const a = () => (\n  <code>\n    import x from './gone'\n  </code>);",
                "export const a = { import: './gone' }.import('./gone');",
                "/** import './gone' */ const re = /import '.\\/gone'/, t = `import './gone'`; // import './gone'",
                "declare module 'x' { const y: typeof import.meta; }",
            })
    void importsNothingByWhatIsNoImport(String source) {
        assertThat(Wave.onto("x.ts", "").writes("P1", "user.tsx", source).told())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import type A from './gone'",
                "import A = require('./gone')",
                "export * as ns from './gone'",
                "let a = 1; import'./gone'",
                "import{a}from'./gone'",
                "type A = import('./gone').A",
                "import typeof A from './gone'",
                "import a from './gone' with { type: 'json' }",
                "declare global { import a from './gone'; }",
            })
    void importsWhatItDoes(String source) {
        assertThat(Wave.onto("x.ts", "").writes("P1", "user.ts", source).stops())
                .singleElement()
                .asString()
                .contains("'./gone'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufeffa = 1\nb = 2\n",
                "a = 1\rb = 2\r",
                "if True: a = 1; b = 2\n",
                "a = \\\n  1; \\\nb = 2\n",
                "(a, [b, *c]) = d\n",
                "a: int = 1; b: str\n",
                "for a in x: pass\nelse: b = 1\n",
                "with x as (a, b): pass\n",
                "if (a := 1) and [b := 2]: pass\n",
                "match x:\n  case {'k': a, **b}: pass\n",
                "try: pass\nexcept* E as a: b = 1\n",
                "type a[T] = int\ntype b = str\n",
                "def a[T](x: T) -> T: ...\nasync def b(): ...\n",
                "@x\nclass a: pass\nclass b: pass\n",
                "import x as a, y.z as b\n",
                "from x import (a as a, # b\n  c as b,)\n",
                "from x \\\n  import a, \\\n  c \\\n  as \\\n  b\n",
                "import x as \\\n  a, \\\n  b\n",
                "a = 'x'\\\n\nb = 1\n",
                "f(a := 1) \\\n  # x\ndef b(): pass\n",
                "a = b = f'{x!r:{y}} {\"a\"}'\n",
                "x = '''\n'''; a = 1\nb = r'\\''; c = '#'\n",
                "def f():\n  global a, b\n  a = b = 1\n",
                "class C:\n  import q\na = lambda: (yield); b = 1\n",
                "a, b = 1, 2 # \\\n",
                "a = 1 if x else 2; b = not a == 2\n",
                "a = b = c = d\n",
                "a = [x\nfor x in y]\nb = {\n'x': 1}\n",
                "print(a := 1, (b := 2))\n",
            })
    void aModuleHasWhatItDefines(String source) {
        assertThat(Wave.onto("p/__init__.py", "", "p/m.py", source)
                        .writes("P1", "p/user.py", "from p.m import a, b\n")
                        .stops())
                .isEmpty();
    }
}
