package io.millrace.auth;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the credentials of requests to one service: AWS Signature Version 4, in the
/// `Authorization` header or in the query. Their form is checked with AWS's errors; the signature
/// itself is not yet. Thread-safe.
public final class Authenticator {
    private static final String INCOMPLETE = "IncompleteSignatureException";
    private static final String INVALID = "InvalidSignatureException";
    private static final String TERMINATOR = "aws4_request";

    /// A region becomes a part of names; this bounds what they can hold.
    private static final int MAX_REGION_CHARS = 64;

    private static final String[] HEADER_PARAMETERS = {"Credential", "Signature", "SignedHeaders"};
    private static final String[] QUERY_PARAMETERS = {
        "X-Amz-Algorithm",
        "X-Amz-Credential",
        "X-Amz-Signature",
        "X-Amz-SignedHeaders",
        "X-Amz-Date"
    };

    private final String service;

    /// @param service name in the signing scope, such as `kinesis`
    public Authenticator(String service) {
        this.service = service;
    }

    /// Identifies the caller.
    public Identity identify(SignedRequest request) {
        String header = request.header("Authorization");
        Map<String, String> query = QueryText.parse(request.query());
        boolean presigned = query.containsKey("X-Amz-Algorithm");
        if (header != null) {
            return presigned
                    ? new Identity.Refused(
                            INVALID,
                            "Found both 'X-Amz-Algorithm' as a query-string param and"
                                    + " 'Authorization' as HTTP header.")
                    : fromHeader(header, request);
        }
        return presigned
                ? fromQuery(query)
                : new Identity.Refused(
                        "MissingAuthenticationTokenException", "Missing Authentication Token");
    }

    private Identity fromHeader(String header, SignedRequest request) {
        Map<String, String> parameters = parameters(header.strip());
        StringBuilder missing = new StringBuilder();
        for (String name : HEADER_PARAMETERS) {
            if (isBlank(parameters.get(name))) {
                missing.append("Authorization header requires '" + name + "' parameter. ");
            }
        }
        if (isBlank(request.header("X-Amz-Date")) && isBlank(request.header("Date"))) {
            missing.append(
                    "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date'"
                            + " header. ");
        }
        return missing.isEmpty()
                ? fromCredential(parameters.getOrDefault("Credential", ""))
                : new Identity.Refused(INCOMPLETE, missing + "Authorization=" + header);
    }

    private Identity fromQuery(Map<String, String> query) {
        StringBuilder missing = new StringBuilder();
        for (String name : QUERY_PARAMETERS) {
            if (isBlank(query.get(name))) {
                missing.append("AWS query-string parameters must include '" + name + "'. ");
            }
        }
        return missing.isEmpty()
                ? fromCredential(query.getOrDefault("X-Amz-Credential", ""))
                : new Identity.Refused(
                        INCOMPLETE, missing + "Re-examine the query-string parameters.");
    }

    /// Reads `AKID/20260101/us-east-1/kinesis/aws4_request`.
    private Identity fromCredential(String credential) {
        String[] scope = credential.split("/", -1);
        if (scope.length != 5) {
            return new Identity.Refused(
                    INCOMPLETE,
                    "Credential must have exactly 5 slash-delimited elements, e.g."
                            + " keyid/date/region/service/term, got '"
                            + credential
                            + "'");
        }
        String fault = scopeFault(scope[2], scope[3], scope[4]);
        return fault.isEmpty()
                ? new Identity.Known(Caller.of(scope[0], scope[2]))
                : new Identity.Refused(INVALID, fault);
    }

    /// What is wrong with a scope, sentence after sentence; empty if nothing.
    private String scopeFault(String region, String scopeService, String terminator) {
        StringBuilder faults = new StringBuilder();
        if (!isRegion(region)) {
            faults.append("Credential should be scoped to a valid region. ");
        }
        if (!scopeService.equals(service)) {
            faults.append("Credential should be scoped to correct service: '" + service + "'. ");
        }
        if (!terminator.equals(TERMINATOR)) {
            faults.append(
                    "Credential should be scoped with a valid terminator: '" + TERMINATOR + "'. ");
        }
        return faults.toString().strip();
    }

    /// The `name=value` pairs after the name of the algorithm, set apart by commas and spaces. Read
    /// by hand: it is done for every request.
    private static Map<String, String> parameters(String header) {
        Map<String, String> parameters = new HashMap<>();
        int end = wordEnd(header, 0);
        while (end < header.length()) {
            int start = end + 1;
            end = wordEnd(header, start);
            int equals = header.indexOf('=', start);
            if (equals > start && equals < end) {
                parameters.put(header.substring(start, equals), header.substring(equals + 1, end));
            }
        }
        return parameters;
    }

    private static int wordEnd(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != ',' && text.charAt(end) != ' ') {
            end++;
        }
        return end;
    }

    private static boolean isRegion(String text) {
        boolean fits = !text.isEmpty() && text.length() <= MAX_REGION_CHARS;
        for (int i = 0; fits && i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            fits = letter || (c >= '0' && c <= '9') || c == '-';
        }
        return fits;
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
