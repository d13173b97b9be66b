package io.millrace.testkit.model;

import java.util.List;

/// An operation of the service.
///
/// @param input members of the request, in the order in which violations are reported
/// @param output members of the reply; empty for an operation that answers with an empty body
/// @param errors those that are modelled
public record ModelOperation(
        String name, List<ModelMember> input, List<ModelMember> output, List<String> errors) {}
