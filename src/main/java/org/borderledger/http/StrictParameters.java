package org.borderledger.http;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.borderledger.ledger.Dataset;
import org.borderledger.ledger.DatasetColumn;
import org.borderledger.problem.Problem;
import org.borderledger.problem.ProblemCode;
import org.borderledger.query.Suggestion;

/** Refuses a query parameter that the resource method does not declare: a filter silently ignored is a wrong number. */
@Provider
public class StrictParameters implements ContainerRequestFilter {
    private final Map<ResourceMethod, List<String>> declared = new ConcurrentHashMap<>();

    private final List<Dataset> datasets;

    @Context
    ResourceInfo resource;

    @SuppressWarnings("NullAway.Init") // the container sets the resource
    public StrictParameters(List<Dataset> datasets) {
        this.datasets = List.copyOf(datasets);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        ResourceMethod answering = ResourceMethod.of(resource);
        if (answering == null || answering.isForPeople()) {
            return;
        }
        List<String> allowed = declared.computeIfAbsent(answering, this::allowed);
        for (String name : request.getUriInfo().getQueryParameters().keySet()) {
            if (!allowed.contains(name)) {
                throw unknown(name, allowed);
            }
        }
    }

    private List<String> allowed(ResourceMethod answering) {
        List<String> allowed = new ArrayList<>(names(answering.method()));
        OfDataset of = answering.resource().getAnnotation(OfDataset.class);
        ColumnParameters columns = answering.method().getAnnotation(ColumnParameters.class);
        if (of != null && columns != null) {
            datasets.stream()
                    .filter(dataset ->
                            of.value().equals(OfDataset.ALL) || dataset.name().equals(of.value()))
                    .flatMap(dataset -> dataset.columns().stream())
                    .filter(column -> columns.measures() || !column.isMeasure())
                    .filter(column -> columns.units() || column.role() != DatasetColumn.Role.UNIT)
                    .flatMap(column -> column.parameters().stream())
                    .distinct()
                    .forEach(allowed::add);
        }
        return List.copyOf(allowed);
    }

    private static Problem unknown(String name, List<String> allowed) {
        String shown = Problem.echo(name);
        var problem = Problem.of(ProblemCode.UNKNOWN_PARAMETER, "this path has no parameter '" + shown + "'")
                .about(shown)
                .allowed(allowed);
        if (allowed.isEmpty()) {
            return problem.hint("this path takes no query parameters");
        }
        return problem.hint(Suggestion.nearest(name, allowed)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("choose from allowed"));
    }

    /** The query parameters of a resource method, those in its records included. */
    static List<String> names(Method method) {
        List<String> names = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            collect(parameter, parameter.getType(), names);
        }
        return List.copyOf(names);
    }

    private static void collect(AnnotatedElement element, Class<?> type, List<String> names) {
        QueryParam query = element.getAnnotation(QueryParam.class);
        if (query != null) {
            names.add(query.value());
        } else if (element.isAnnotationPresent(BeanParam.class)) {
            for (RecordComponent component : type.getRecordComponents()) {
                try {
                    collect(type.getDeclaredField(component.getName()), component.getType(), names);
                } catch (NoSuchFieldException everyComponentHasOne) {
                    throw new IllegalStateException(everyComponentHasOne);
                }
            }
        }
    }
}
