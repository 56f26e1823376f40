package vesper.bank.screening;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Boosted decision trees as LightGBM writes them to text, in flat arrays. Only what Vesper trains is taken: numeric splits,
 * no missing values. A value goes left if it is at most the threshold. Immutable.
 */
final class Trees {
    /** Splits of all trees: feature (in the order of the text), threshold, children, mean output below. */
    private final int[] features;

    private final double[] thresholds;
    /** Index of a split; or, negative, {@code -1 - leaf}. */
    private final int[] lefts;

    private final int[] rights;
    private final double[] values;
    private final double[] leaves;
    /** Where each tree begins; as a child. */
    private final int[] roots;

    private final List<String> names;

    private Trees(
            List<String> names,
            int[] roots,
            int[] features,
            double[] thresholds,
            int[] lefts,
            int[] rights,
            double[] values,
            double[] leaves) {
        this.names = names;
        this.roots = roots;
        this.features = features;
        this.thresholds = thresholds;
        this.lefts = lefts;
        this.rights = rights;
        this.values = values;
        this.leaves = leaves;
    }

    /** The features' names, in the order in which splits number them. */
    List<String> names() {
        return names;
    }

    /** The sum of the trees' outputs, log-odds. */
    double sum(double[] row) {
        double sum = 0;
        for (int root : roots) {
            int at = root;
            while (at >= 0) {
                at = row[features[at]] <= thresholds[at] ? lefts[at] : rights[at];
            }
            sum += leaves[-1 - at];
        }
        return sum;
    }

    /**
     * The same sum, and what each feature contributes to it: at every split on the way, how much the mean output changes
     * (Saabas' method). The contributions and the mean output of the roots add up to the sum.
     *
     * @param contributions added to, by feature
     */
    double sum(double[] row, double[] contributions) {
        double sum = 0;
        for (int root : roots) {
            int at = root;
            double value = at >= 0 ? values[at] : leaves[-1 - at];
            while (at >= 0) {
                int next = row[features[at]] <= thresholds[at] ? lefts[at] : rights[at];
                double then = next >= 0 ? values[next] : leaves[-1 - next];
                contributions[features[at]] += then - value;
                value = then;
                at = next;
            }
            sum += value;
        }
        return sum;
    }

    /**
     * Reads the text of a LightGBM model.
     *
     * @throws IllegalArgumentException saying why, if it is damaged or of a kind that is not taken
     */
    static Trees parse(String text) {
        List<Map<String, String>> sections = sections(text);
        Map<String, String> head = sections.get(0);
        if (!head.containsKey("feature_names") || sections.size() < 2) {
            throw new IllegalArgumentException("no LightGBM model: feature names or trees are missing");
        }
        List<String> names = List.of(head.getOrDefault("feature_names", "").split(" ", -1));
        Builder builder = new Builder(names.size());
        for (Map<String, String> tree : sections.subList(1, sections.size())) {
            builder.add(tree);
        }
        return builder.build(names);
    }

    /** Lines {@code key=value} up to the end of the trees; a section for the head and one for each tree. */
    private static List<Map<String, String>> sections(String text) {
        List<Map<String, String>> sections = new ArrayList<>();
        sections.add(new HashMap<>());
        for (String line : text.lines().toList()) {
            if (line.equals("end of trees")) {
                return sections;
            }
            if (line.startsWith("Tree=")) {
                sections.add(new HashMap<>());
            }
            int equals = line.indexOf('=');
            if (equals > 0) {
                sections.get(sections.size() - 1).put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        throw new IllegalArgumentException("the end of the trees is missing");
    }

    private static final class Builder {
        private final int known;
        private final List<Integer> roots = new ArrayList<>();
        private final List<Integer> features = new ArrayList<>();
        private final List<Double> thresholds = new ArrayList<>();
        private final List<Integer> lefts = new ArrayList<>();
        private final List<Integer> rights = new ArrayList<>();
        private final List<Double> values = new ArrayList<>();
        private final List<Double> leaves = new ArrayList<>();

        Builder(int known) {
            this.known = known;
        }

        void add(Map<String, String> tree) {
            double[] leafValues = numbers(tree, "leaf_value");
            int splitsBefore = features.size();
            int leavesBefore = leaves.size();
            for (double leaf : leafValues) {
                leaves.add(leaf);
            }
            if (leafValues.length == 1) {
                roots.add(-1 - leavesBefore);
                return;
            }
            int splits = leafValues.length - 1;
            double[] split = exactly(splits, numbers(tree, "split_feature"));
            double[] threshold = exactly(splits, numbers(tree, "threshold"));
            double[] kind = exactly(splits, numbers(tree, "decision_type"));
            double[] left = exactly(splits, numbers(tree, "left_child"));
            double[] right = exactly(splits, numbers(tree, "right_child"));
            double[] value = exactly(splits, numbers(tree, "internal_value"));
            for (int i = 0; i < splits; i++) {
                // Bit 0: categories; bits 2 and 3: how missing values are told.
                if (((int) kind[i] & 0b1101) != 0 || split[i] < 0 || split[i] >= known) {
                    throw new IllegalArgumentException("a split of a kind that is not taken: " + (int) kind[i]);
                }
                features.add((int) split[i]);
                thresholds.add(threshold[i]);
                lefts.add(child((int) left[i], i, splits, splitsBefore, leavesBefore));
                rights.add(child((int) right[i], i, splits, splitsBefore, leavesBefore));
                values.add(value[i]);
            }
            roots.add(splitsBefore);
        }

        /** Children come after their parent, so that a walk ends. */
        private static int child(int child, int parent, int splits, int splitsBefore, int leavesBefore) {
            if (child >= splits || child < -1 - splits || (child >= 0 && child <= parent)) {
                throw new IllegalArgumentException("a tree with a child " + child + " of split " + parent);
            }
            return child >= 0 ? child + splitsBefore : child - leavesBefore;
        }

        private static double[] exactly(int count, double[] numbers) {
            if (numbers.length != count) {
                throw new IllegalArgumentException("a tree of " + count + " splits with " + numbers.length);
            }
            return numbers;
        }

        private static double[] numbers(Map<String, String> tree, String key) {
            String text = tree.get(key);
            if (text == null) {
                throw new IllegalArgumentException("a tree without " + key);
            }
            String[] words = text.strip().split(" ", -1);
            double[] numbers = new double[words.length];
            for (int i = 0; i < words.length; i++) {
                numbers[i] = Double.parseDouble(words[i]);
            }
            return numbers;
        }

        Trees build(List<String> names) {
            return new Trees(
                    names,
                    ints(roots),
                    ints(features),
                    doubles(thresholds),
                    ints(lefts),
                    ints(rights),
                    doubles(values),
                    doubles(leaves));
        }

        private static int[] ints(List<Integer> list) {
            return list.stream().mapToInt(Integer::intValue).toArray();
        }

        private static double[] doubles(List<Double> list) {
            return list.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }
}
