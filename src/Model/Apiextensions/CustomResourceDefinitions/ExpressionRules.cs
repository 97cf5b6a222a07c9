using Krewe.Model.Cel;
using Krewe.Model.CustomResources.Rules;
using Krewe.Model.CustomResources.Schemas;
using Krewe.Model.Validation;

namespace Krewe.Model.Apiextensions;

/// <summary>What a schema demands of values in expressions (<c>x-kubernetes-validations</c>) must be expressions that can be evaluated.</summary>
internal static class ExpressionRules
{
    private static readonly string[] Reasons = ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"];

    /// <summary>Appends every error of the rules of a schema and of those in it.</summary>
    public static void Validate(SchemaNode schema, FieldPath path, FieldErrors errors) => Validate(schema, path, uncorrelatable: null, errors);

    /// <param name="schema">The schema.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="uncorrelatable">The list around it whose items have no keys, so that nobody can tell which was which before; or null.</param>
    /// <param name="errors">Where to append.</param>
    private static void Validate(SchemaNode schema, FieldPath path, FieldPath? uncorrelatable, FieldErrors errors)
    {
        if (!schema.HasRules)
            return;
        var rules = schema.Rules;
        for (var i = 0; i < schema.Source.XValidations.Count; i++)
        {
            var at = path.Child("x-kubernetes-validations").Index(i);
            if (rules.Count > 0)
                Validate(rules[i], schema, at, uncorrelatable, errors);
            else
                errors.Invalid(at.Child("rule"), schema.Source.XValidations[i].Rule, "rules cannot be given for values without a type");
        }
        if (schema.Items is { } items)
            Validate(items, path.Child("items"), schema.Source.XListType == "map" ? uncorrelatable : path, errors);
        foreach (var (name, field) in schema.Properties.OrderBy(static entry => entry.Key, StringComparer.Ordinal))
            Validate(field, path.Child("properties").Key(name), uncorrelatable, errors);
        if (schema.Additional is { } values)
            Validate(values, path.Child("additionalProperties"), uncorrelatable, errors);
    }

    private static void Validate(SchemaRule rule, SchemaNode schema, FieldPath path, FieldPath? uncorrelatable, FieldErrors errors)
    {
        var source = rule.Source;
        if (source.Rule.Trim().Length == 0)
        {
            errors.Required(path.Child("rule"), "rule is not specified");
            return;
        }
        ValidateMessage(rule, path, errors);
        if (source.Reason is { } reason && !Reasons.Contains(reason))
            errors.NotSupported(path.Child("reason"), reason, Reasons);
        if (source.FieldPath is { Length: > 0 } field && !schema.HasField(field))
            errors.Invalid(path.Child("fieldPath"), field, "fieldPath must be a valid path: it must name a field of the schema, as .a.b does");
        if (rule.Program is not { } program)
            errors.Invalid(path.Child("rule"), source.Rule, $"compilation failed: {rule.Problem}");
        else if (program.Type.Kind is not (CelKind.Bool or CelKind.Dyn))
            errors.Invalid(path.Child("rule"), source.Rule, "compilation failed: cel expression must evaluate to a bool");
        else if (program.Uses(SchemaRule.OldSelf) && uncorrelatable is not null)
            errors.Invalid(path.Child("rule"), source.Rule, $"oldSelf cannot be used on the uncorrelatable portion of the schema within {uncorrelatable}");
        else if (source.OptionalOldSelf is not null && !program.Uses(SchemaRule.OldSelf))
            errors.Invalid(path.Child("optionalOldSelf"), source.OptionalOldSelf, "may not be set if oldSelf is not used in rule");
    }

    private static void ValidateMessage(SchemaRule rule, FieldPath path, FieldErrors errors)
    {
        var source = rule.Source;
        if (source.Message is { Length: > 0 } message && message.Trim().Length == 0)
            errors.Invalid(path.Child("message"), message, "message must be non-empty if specified");
        else if (source.Message?.Trim().Contains('\n', StringComparison.Ordinal) == true)
            errors.Invalid(path.Child("message"), source.Message, "message must not contain line breaks");
        else if (string.IsNullOrEmpty(source.Message) && source.Rule.Trim().Contains('\n', StringComparison.Ordinal))
            errors.Required(path.Child("message"), "message must be specified if rule contains line breaks");
        if (source.MessageExpression is not { Length: > 0 } expression)
            return;
        if (rule.MessageProgram is not { } program)
            errors.Invalid(path.Child("messageExpression"), expression, $"messageExpression compilation failed: {rule.MessageProblem}");
        else if (program.Type.Kind is not (CelKind.Text or CelKind.Dyn))
            errors.Invalid(path.Child("messageExpression"), expression, "messageExpression compilation failed: messageExpression must evaluate to a string");
    }
}
