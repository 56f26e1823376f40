package vesper.bank.screening;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.SimpleType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vesper.bank.screening.RuleCompiler.Condition;

/**
 * Conditions that compare, compute and combine nothing but doubles, which nearly all are, made into code that reads features
 * by their place and boxes nothing. Such conditions cannot fail, and hold for the same features as with CEL's own runtime,
 * not-a-number and the two zeros included (IEEE 754).
 */
final class PlainConditions {
    private final CelAbstractSyntaxTree tree;

    private PlainConditions(CelAbstractSyntaxTree tree) {
        this.tree = tree;
    }

    /** A condition without failures. */
    private interface Truth {
        boolean of(Features features);
    }

    /** A double. */
    private interface Figure {
        double of(Features features);
    }

    /** The checked condition as plain code; null if there is something else in it. */
    static @Nullable Condition of(CelAbstractSyntaxTree tree) {
        Truth truth = new PlainConditions(tree).truth(tree.getExpr());
        return truth == null ? null : truth::of;
    }

    private @Nullable Truth truth(CelExpr expression) {
        if (isConstant(expression, CelConstant.Kind.BOOLEAN_VALUE)) {
            boolean value = expression.constant().booleanValue();
            return features -> value;
        }
        if (expression.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return null;
        }
        List<CelExpr> arguments = expression.call().args();
        String function = expression.call().function();
        return switch (function) {
            case "!_" -> not(truth(arguments.get(0)));
            case "_&&_", "_||_" -> combined(function, truth(arguments.get(0)), truth(arguments.get(1)));
            case "_<_", "_<=_", "_>_", "_>=_", "_==_", "_!=_" ->
                compared(function, figure(arguments.get(0)), figure(arguments.get(1)));
            default -> null;
        };
    }

    private static @Nullable Truth not(@Nullable Truth truth) {
        return truth == null ? null : features -> !truth.of(features);
    }

    private static @Nullable Truth combined(String function, @Nullable Truth one, @Nullable Truth other) {
        if (one == null || other == null) {
            return null;
        }
        return function.equals("_&&_")
                ? features -> one.of(features) && other.of(features)
                : features -> one.of(features) || other.of(features);
    }

    private static @Nullable Truth compared(String function, @Nullable Figure left, @Nullable Figure right) {
        if (left == null || right == null) {
            return null;
        }
        return switch (function) {
            case "_<_" -> features -> left.of(features) < right.of(features);
            case "_<=_" -> features -> left.of(features) <= right.of(features);
            case "_>_" -> features -> left.of(features) > right.of(features);
            case "_>=_" -> features -> left.of(features) >= right.of(features);
            case "_==_" -> features -> left.of(features) == right.of(features);
            default -> features -> left.of(features) != right.of(features);
        };
    }

    private @Nullable Figure figure(CelExpr expression) {
        if (isConstant(expression, CelConstant.Kind.DOUBLE_VALUE)) {
            double value = expression.constant().doubleValue();
            return features -> value;
        }
        if (!tree.getType(expression.id()).filter(SimpleType.DOUBLE::equals).isPresent()) {
            return null;
        }
        if (expression.getKind() == CelExpr.ExprKind.Kind.IDENT) {
            Feature feature = Feature.of(expression.ident().name());
            return features -> features.get(feature);
        }
        return expression.getKind() == CelExpr.ExprKind.Kind.CALL ? computed(expression.call()) : null;
    }

    private @Nullable Figure computed(CelExpr.CelCall call) {
        List<CelExpr> arguments = call.args();
        Figure one = arguments.isEmpty() ? null : figure(arguments.get(0));
        if (one == null) {
            return null;
        }
        if (call.function().equals("-_")) {
            return features -> -one.of(features);
        }
        Figure other = arguments.size() < 2 ? null : figure(arguments.get(1));
        if (other == null) {
            return null;
        }
        return switch (call.function()) {
            case "_+_" -> features -> one.of(features) + other.of(features);
            case "_-_" -> features -> one.of(features) - other.of(features);
            case "_*_" -> features -> one.of(features) * other.of(features);
            case "_/_" -> features -> one.of(features) / other.of(features);
            default -> null;
        };
    }

    private static boolean isConstant(CelExpr expression, CelConstant.Kind kind) {
        return expression.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && expression.constant().getKind() == kind;
    }
}
