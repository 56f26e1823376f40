package vesper.bank.screening;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compiles the conditions of rules: CEL (cel.dev) over the features, each a double, so that figures in it are written
 * {@code 3.0}. There are no macros, lists or loops: what a condition costs is bounded by its length, and at most
 * {@value #MOST_NODES} nodes are taken. A division of doubles by zero gives infinity, or for {@code 0.0 / 0.0} a value
 * that no comparison holds for (IEEE 754).
 */
final class RuleCompiler {
    static final int MOST_NODES = 150;

    private static final int LONGEST = 2_000;
    private static final int DEEPEST = 50;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(LONGEST)
            .maxParseRecursionDepth(DEEPEST)
            .enableStringConcatenation(false)
            .enableListConcatenation(false)
            .enableStringConversion(false)
            .enableComprehension(false)
            .build();

    private static final CelCompiler COMPILER = compiler();

    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

    private RuleCompiler() {}

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setResultType(SimpleType.BOOL);
        for (Feature feature : Feature.ALL) {
            builder.addVar(feature.key(), SimpleType.DOUBLE);
        }
        return builder.build();
    }

    /** A condition that can be asked. */
    interface Condition {
        /**
         * Whether it holds.
         *
         * @throws CelEvaluationException if it cannot be told, as after a division of whole numbers by zero
         */
        boolean holds(Features features) throws CelEvaluationException;
    }

    /**
     * Compiles a condition.
     *
     * @throws IllegalArgumentException saying what is wrong with it and where, or that it costs too much
     */
    static Condition compile(String expression) {
        try {
            CelAbstractSyntaxTree tree = COMPILER.compile(expression).getAst();
            long nodes = CelNavigableAst.fromAst(tree).getRoot().allNodes().count();
            if (nodes > MOST_NODES) {
                throw new IllegalArgumentException("it costs too much: " + nodes + " nodes, of at most " + MOST_NODES);
            }
            Condition plain = PlainConditions.of(tree);
            return plain == null ? interpreted(tree) : plain;
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException("it does not compile: " + e.getMessage(), e);
        }
    }

    /**
     * The features that a condition reads.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Set<Feature> features(String expression) {
        try {
            CelAbstractSyntaxTree tree = COMPILER.compile(expression).getAst();
            return CelNavigableAst.fromAst(tree)
                    .getRoot()
                    .allNodes()
                    .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.IDENT)
                    .map(node -> node.expr().ident().name())
                    .filter(Feature::isKnown)
                    .map(Feature::of)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (CelValidationException e) {
            throw new IllegalArgumentException("it does not compile: " + e.getMessage(), e);
        }
    }

    /** The condition as CEL's own runtime judges it: whatever is in it, at many times the cost. */
    private static Condition interpreted(CelAbstractSyntaxTree tree) throws CelEvaluationException {
        CelRuntime.Program program = RUNTIME.createProgram(tree);
        return features -> Boolean.TRUE.equals(program.eval(name -> Optional.of(features.get(Feature.of(name)))));
    }
}
