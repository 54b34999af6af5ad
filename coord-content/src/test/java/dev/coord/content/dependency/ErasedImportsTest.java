package dev.coord.content.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports of which TypeScript leaves nothing: a circle over one of them is told, and stops nobody. */
class ErasedImportsTest {

    private static final String CONFIGURATION = "{ \"compilerOptions\": { \"strict\": true } }\n";

    /** A class that is imported without {@code type}, and imports back. */
    private static Wave circle(String configuration, String file, String text) {
        return Wave.onto(
                        "tsconfig.json",
                        configuration,
                        "src/order.ts",
                        "import { Customer } from './customer';\nexport class Order { of = new Customer(); }\n"
                                + "export interface Line { price: number }\nexport const none = new Order();\n")
                .writes("P1", "src/" + file, text);
    }

    private static Wave circle(String text) {
        return circle(CONFIGURATION, "customer.ts", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export class Customer { orders: Order[] = []; private last?: Order; readonly #all!: Set<Order>; }",
                "export class Customer { add(order: Order, ...more: Order[]): Order | undefined { return order; } }",
                "export class Customer { constructor(private readonly order: Order, @Inject() other?: Order) {} }",
                "export class Customer {}\nexport interface Has { order: Order; all(of: Order): Map<string, Order> }",
                "export class Customer {}\nexport type All = Order[] | { of: Order }\nexport const all: All = []",
                "export class Customer implements Order {}\nexport function f<T extends Order>(a: T): a is Order & T { return !!a }",
                "export const Customer = (order: Order): Order => order",
                "export const Customer = { get(order: Order): Order { return order }, set: <T extends Order>(a: T) => a }",
                "export class Customer {}\nlet x = y as Order, z = new Map<string, Order>(), w = <Order>y",
                "export class Customer {}\nexport type Of = typeof none;\nlet other: typeof Order",
                "export class Customer {}",
                "export class Customer {}\n// Order is not imported for this: none.of\nconst text = 'Order'",
                "export class Customer { async *all(): AsyncIterable<Order> {} static get first(): Order { return x } }",
                "export abstract class Customer { abstract of(): Order; declare order: Order\n  static other: Order }",
            })
    void areThoseOfTypes(String text) {
        assertThat(circle("import { Order, none } from './order';\n" + text + '\n')
                        .told())
                .singleElement()
                .asString()
                .startsWith("tell P1")
                .contains("for types only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export class Customer extends Order {}",
                "export class Customer { order = new Order(); }",
                "export class Customer { [none.of.name]: string }",
                "export class Customer { is(a: unknown): a is Order { return a instanceof Order } }",
                "export const Customer = { order: Order }",
                "export const Customer = x ? y : Order",
                "export const Customer = x ? (y) : Order",
                "export const Customer = x ? f(y) : Order",
                "export class Customer { of = x ? y : Order }",
                "export class Customer { of = x\n    ? y\n    : Order }",
                "export class Customer {}\nswitch (x) { case (y): Order; case f(y): Order; default: Order }",
                "export class Customer {}\nexport { Order }",
                "export class Customer {}\nexport default Order",
                "export class Customer {}\nconst text = `${Order}`",
                "export class Customer {}\nf(a, { Order })",
                "export class Customer {}\nif (a < Order && b > (c)) f()",
                "export class Customer {}\nconst x = a < Order; const y = b > (c)",
                "export class Customer {}\nf(...Order)",
                "@Of(Order) export class Customer {}",
                "export class Customer { @Of(Order) order: Order }",
                "export enum Customer { A = Order }",
                "export class Customer {}\nouter: Order",
                "export class Customer {}\nconst x = y as const\nOrder()",
                "export class Customer {}\nimport Other = Order",
                "export class Customer {}\nconst x = Ord\\u0065r",
            })
    void areNotThoseOfValues(String text) {
        assertThat(circle("import { Order, none } from './order';\n" + text + '\n')
                        .stops())
                .singleElement()
                .asString()
                .contains("closes a circle");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import * as all from './order';\nexport class Customer { order?: all.Order }\n",
                "import { Order as O, type Line } from './order';\nexport class Customer { order?: O; line?: Line }\n",
                "import { Line, Order } from './order';\nexport class Customer { order?: Order; line?: Line }\n",
            })
    void areNamedInAnyForm(String text) {
        assertThat(circle(text).stops()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"compilerOptions\": { \"verbatimModuleSyntax\": true } }",
                "{ \"compilerOptions\": { \"preserveValueImports\": true } }",
                "{ \"compilerOptions\": { \"importsNotUsedAsValues\": \"error\" } }",
                "{ \"compilerOptions\": { \"emitDecoratorMetadata\": true } }",
                "{ \"compilerOptions\": { \"erasableSyntaxOnly\": true } }",
                "{ \"extends\": \"@tsconfig/strictest\", \"compilerOptions\": {} }",
                "{ \"extends\": \"./gone.json\" }",
                "no JSON",
            })
    void areNotLeftOutWhereACompilerKeepsThemOrMay(String configuration) {
        Wave wave = circle(
                configuration,
                "customer.ts",
                "import { Order } from './order';\nexport class Customer { order?: Order }\n");

        assertThat(wave.stops())
                .singleElement()
                .asString()
                .contains("'src/customer.ts' uses what it imports from './order' as types only");
        assertThat(wave.findings())
                .singleElement()
                .extracting(one -> one.remedy())
                .asString()
                .startsWith("write 'import type' in 'src/customer.ts'");
    }

    @Test
    void areNotLeftOutOfJavaScript() {
        assertThat(Wave.onto("tsconfig.json", CONFIGURATION, "a.js", "import './b.js';\nexport const a = 1;\n")
                        .writes("P1", "b.js", "import { a } from './a.js';\nexport class B {}\n")
                        .stops())
                .hasSize(1);
    }

    @Test
    void areNotLeftOutWithoutAConfiguration() {
        assertThat(Wave.onto("a.ts", "import { B } from './b';\nexport class A { b = new B() }\n")
                        .writes("P1", "b.ts", "import { A } from './a';\nexport class B { a?: A }\n")
                        .stops())
                .hasSize(1);
    }

    @Test
    void areNotLeftOutWhereAConfigurationElsewhereKeepsThem() {
        assertThat(Wave.onto(
                                "tsconfig.json",
                                CONFIGURATION,
                                "build/tsconfig.json",
                                "{ \"include\": [\"../src/**/*\"], \"compilerOptions\": { \"verbatimModuleSyntax\": true } }",
                                "src/a.ts",
                                "import { B } from './b';\nexport class A { b = new B() }\n")
                        .writes("P1", "src/b.ts", "import { A } from './a';\nexport class B { a?: A }\n")
                        .stops())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import { A, React } from './a';\nexport const B = (a: A) => <p>it's</p>;\n",
                "import { A } from './a';\nexport const B = () => <p>that's {<A/>} it's</p>;\n",
                "import { A } from './a';\nexport const B = () => <p>see // {A}\n</p>;\n",
                "/** @jsx A */\nimport { A } from './a';\nexport const B = () => <p/>;\n",
            })
    void areNotThoseThatJsxMayMean(String text) {
        assertThat(Wave.onto(
                                "tsconfig.json",
                                CONFIGURATION,
                                "a.ts",
                                "import { B } from './b';\nexport class A { b = B }\nexport const React = 1;\n")
                        .writes("P1", "b.tsx", text)
                        .stops())
                .hasSize(1);
    }

    @Test
    void areThoseOfTypesBesideJsx() {
        assertThat(Wave.onto(
                                "tsconfig.json",
                                CONFIGURATION,
                                "a.ts",
                                "import { B } from './b';\nexport class A { b = B }\n")
                        .writes(
                                "P1",
                                "b.tsx",
                                "import { A } from './a';\nexport const B = (a: A, of: A[]) => <p>{of.length}</p>;\n")
                        .stops())
                .isEmpty();
    }
}
