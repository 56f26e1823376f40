package vesper.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.filter.TypeFilter;
import org.springframework.util.StringUtils;

/**
 * The parts of the API that one process serves: {@code vesper.api.services} names them, separated by commas; empty: all. What
 * is not named is not there, so that one image runs as a whole or as several deployments behind one gateway.
 */
public final class Services {
    private static final String SETTING = "vesper.api.services";

    private Services() {}

    /** A part of the API, and the packages that hold it and nothing that other parts need. */
    enum Service {
        /** Hands out tokens; every process checks them. */
        AUTH(""),
        ACCOUNTS("account graph"),
        PAYMENTS("payment dispute transfer payee"),
        CARDS("onboarding"),
        LOANS("loan"),
        /** What customers want to be told of their accounts. */
        NOTIFICATIONS("alert");

        /** Separated by blanks. */
        private final String packages;

        Service(String packages) {
            this.packages = packages;
        }

        boolean holds(String className) {
            return Arrays.stream(StringUtils.tokenizeToStringArray(packages, " "))
                    .anyMatch(name -> className.startsWith(Services.class.getPackageName() + "." + name + "."));
        }
    }

    /**
     * The services that the environment asks for.
     *
     * @throws IllegalArgumentException if one is not known
     */
    static Set<Service> of(Environment environment) {
        String names = environment.getProperty(SETTING, "").strip();
        if (names.isEmpty()) {
            return EnumSet.allOf(Service.class);
        }
        Set<Service> services = EnumSet.noneOf(Service.class);
        List<String> unknown = new ArrayList<>();
        for (String name : StringUtils.tokenizeToStringArray(names, ",")) {
            Arrays.stream(Service.values())
                    .filter(service -> service.name().equals(name.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .ifPresentOrElse(services::add, () -> unknown.add(name));
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(SETTING + " names " + unknown + ", and there are "
                    + Arrays.toString(Service.values()).toLowerCase(Locale.ROOT));
        }
        return services;
    }

    /** Leaves the packages of the other services out. */
    static final class NotAskedFor implements TypeFilter, EnvironmentAware {
        private Set<Service> asked = EnumSet.allOf(Service.class);

        @Override
        public void setEnvironment(Environment environment) {
            asked = of(environment);
        }

        @Override
        public boolean match(MetadataReader reader, MetadataReaderFactory readers) {
            String name = reader.getClassMetadata().getClassName();
            return Arrays.stream(Service.values()).anyMatch(service -> service.holds(name) && !asked.contains(service));
        }
    }

    /** Whether this process hands out tokens, and so has the pages on which customers sign in. */
    public static final class HandsOutTokens implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return of(context.getEnvironment()).contains(Service.AUTH);
        }
    }
}
