package vesper.bank.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vesper.bank.screening.RuleCompiler.Condition;

/** Plain conditions against CEL's own runtime. */
class PlainConditionsTest {
    private static final double[] FIGURES = {
        0,
        -0.0,
        1,
        -1,
        2,
        3,
        5,
        8,
        20,
        25,
        100,
        1e6,
        1e8,
        0.1,
        0.03,
        -2.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE
    };

    private static final CelCompiler COMPILER = compiler();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().build();

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder();
        for (Feature feature : Feature.ALL) {
            builder.addVar(feature.key(), SimpleType.DOUBLE);
        }
        return builder.build();
    }

    static Stream<String> conditions() {
        return Stream.concat(
                RuleFileTest.standard().stream().map(Rule::when),
                Stream.of(
                        "amount < hour",
                        "amount <= hour",
                        "amount > hour",
                        "amount >= hour",
                        "amount == hour",
                        "amount != hour",
                        "!(amount == hour)",
                        "amount == amount",
                        "amount / hour == hour / amount",
                        "amount / hour != amount / hour",
                        "amount == -hour",
                        "-amount < hour - weekday",
                        "amount + hour * weekday - amount / hour >= 2.0",
                        "amount < 1.0 || hour < 1.0 && weekday < 1.0",
                        "(amount < 1.0 || hour < 1.0) && !(weekday < 1.0)",
                        "amount < 1.0 && true",
                        "amount < 1.0 || false"));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void holdForTheSameFeaturesAsInCel(String condition) throws Exception {
        CelAbstractSyntaxTree tree = COMPILER.compile(condition).getAst();
        Condition plain = PlainConditions.of(tree);
        assertThat(plain).as("has a plain form").isNotNull();
        CelRuntime.Program program = RUNTIME.createProgram(tree);
        List<String> named = Stream.of(Feature.ALL)
                .map(Feature::key)
                .filter(key -> condition.matches(".*\\b" + key + "\\b.*"))
                .toList();
        Random random = new Random(condition.hashCode());
        for (int n = 0; n < 300; n++) {
            Map<String, Double> values = new HashMap<>();
            named.forEach(key -> values.put(key, FIGURES[random.nextInt(FIGURES.length)]));
            Features features = Features.of(values);
            assertThat(plain.holds(features))
                    .as("%s with %s", condition, values)
                    .isEqualTo(program.eval(name -> Optional.of(features.get(Feature.of(name)))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int(amount) > 3",
                "amount > 3.0 ? hour > 1.0 : hour > 2.0",
                "(amount > 3.0) == (hour > 1.0)",
                "amount in [1.0]"
            })
    void anythingElseIsLeftToCel(String condition) throws Exception {
        assertThat(PlainConditions.of(COMPILER.compile(condition).getAst())).isNull();
    }
}
