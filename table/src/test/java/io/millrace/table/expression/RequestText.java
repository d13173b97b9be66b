package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The text of an expression as it is put together, with its placeholders; spaces come and go.
final class RequestText {
    final Map<String, String> names = new LinkedHashMap<>();
    final Map<String, AttributeValue> values = new LinkedHashMap<>();
    private final RandomGenerator random;

    RequestText(RandomGenerator random) {
        this.random = random;
    }

    Placeholders placeholders() {
        return new Placeholders(names.isEmpty() ? null : names, values.isEmpty() ? null : values);
    }

    String value(Object model) {
        String placeholder = ":v" + values.size();
        values.put(placeholder, Model.value(model));
        return placeholder;
    }

    String path(List<Object> path) {
        StringBuilder text = new StringBuilder();
        for (Object step : path) {
            if (step instanceof Integer) {
                text.append(space()).append('[').append(step).append(space()).append(']');
            } else {
                text.append(text.isEmpty() ? "" : space() + "." + space()).append(name(step));
            }
        }
        return text.toString();
    }

    String space() {
        return random.nextInt(4) > 0 ? "" : List.of(" ", "  ", "\t", "\n").get(random.nextInt(4));
    }

    String keyword(String keyword) {
        return " " + (random.nextBoolean() ? keyword : keyword.toLowerCase(Locale.ROOT)) + " ";
    }

    private String name(Object step) {
        if (random.nextInt(3) > 0) {
            return (String) step;
        }
        String placeholder = "#" + step;
        names.put(placeholder, (String) step);
        return placeholder;
    }
}
