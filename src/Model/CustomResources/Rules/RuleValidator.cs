using System.Text.Json.Nodes;
using Krewe.Model.Cel;
using Krewe.Model.CustomResources.Schemas;
using Krewe.Model.Validation;

namespace Krewe.Model.CustomResources.Rules;

/// <summary>
/// Holds a value against the rules of its schema (<c>x-kubernetes-validations</c>), and where there is one before, the change against those that
/// compare. A rule that cannot be evaluated is broken. Errors are worded as Kubernetes words them.
/// </summary>
internal sealed class RuleValidator
{
    /// <summary>So many broken rules are told; more help nobody, and each takes room.</summary>
    private const int MaxErrors = 100;

    private readonly CelBudget _budget = new(CelBudget.OfAll);
    private readonly FieldErrors _errors;
    private bool _hasEnded;

    private RuleValidator(FieldErrors errors) => _errors = errors;

    /// <summary>Appends the errors of a whole object.</summary>
    /// <param name="value">The object.</param>
    /// <param name="old">The one before, or null.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="found">What else is wrong with it: some of that would make rules stumble, which then are left out.</param>
    /// <param name="errors">Where to append.</param>
    public static void Validate(JsonObject value, JsonObject? old, SchemaNode schema, FieldErrors found, FieldErrors errors)
    {
        if (found.Items.Any(static error => error.Reason is FieldErrorReason.FieldValueRequired or FieldErrorReason.FieldValueNotSupported
            or FieldErrorReason.FieldValueTooLong or FieldErrorReason.FieldValueTooMany or FieldErrorReason.FieldValueTypeInvalid))
        {
            errors.Add(new FieldError(FieldErrorReason.FieldValueInvalid, "<nil>",
                "Invalid value: \"null\": some validation rules were not checked because the object was invalid; correct the existing errors to complete validation"));
            return;
        }
        new RuleValidator(errors).Validate(value, old, (value, old), schema, "");
    }

    /// <param name="value">A value.</param>
    /// <param name="old">The one before; null if there is none, or if it cannot be told which it is.</param>
    /// <param name="nearest">The value, or the nearest around it, of which it can be told which it was before: what has not changed may go on breaking a rule.</param>
    /// <param name="schema">The schema of the value.</param>
    /// <param name="path">Where the value stands.</param>
    private void Validate(JsonNode? value, JsonNode? old, (JsonNode? Value, JsonNode? Old) nearest, SchemaNode schema, string path)
    {
        if (!schema.HasRules || value is null)
            return;
        if (old is not null)
            nearest = (value, old);
        foreach (var rule in schema.Rules)
        {
            if (_hasEnded)
                return;
            Hold(rule, value, old, nearest, schema, path);
        }
        switch (value)
        {
            case JsonObject fields:
                foreach (var (name, field) in fields)
                {
                    if (schema.Field(name) is { } inner)
                        Validate(field, (old as JsonObject)?[name], nearest, inner, schema.Properties.ContainsKey(name) ? SchemaValidator.Child(path, name) : $"{path}[{name}]");
                }
                break;
            case JsonArray items when schema.Items is { } inner:
                var before = old is JsonArray known && schema.Source.XListType == "map" ? ByKeys(known, schema) : null;
                for (var i = 0; i < items.Count; i++)
                    Validate(items[i], before?.GetValueOrDefault(KeysOf(items[i], schema)), nearest, inner, SchemaValidator.Item(path, i));
                break;
        }
    }

    private void Hold(SchemaRule rule, JsonNode value, JsonNode? old, (JsonNode? Value, JsonNode? Old) nearest, SchemaNode schema, string path)
    {
        if (rule.IsTransition && old is null && rule.Source.OptionalOldSelf != true)
            return;
        var type = schema.Source.Type ?? "";
        if (rule.Program is not { } program)
        {
            Add(path, type, $"rule compile error: compilation failed: {rule.Problem}");
            return;
        }
        try
        {
            var before = SchemaValues.Of(old, schema);
            object? oldSelf = rule.Source.OptionalOldSelf == true ? (old is null ? CelOptional.None : CelOptional.Of(before)) : before;
            var variables = new CelScope<object?>(SchemaRule.OldSelf, oldSelf, new CelScope<object?>(SchemaRule.Self, SchemaValues.Of(value, schema), null));
            switch (program.Evaluate(variables, _budget))
            {
                case true:
                    break;
                case CelError error when error == CelError.NoSuchOverload:
                    Add(path, type, $"'{error.Message}': call arguments did not match a supported operator, function or macro signature for rule: {rule.Label}");
                    break;
                case CelError error:
                    Add(path, type, $"{error.Message} evaluating rule: {rule.Label}");
                    break;
                // As Kubernetes has it: a rule that came later must not keep anybody from changing something else.
                case false when !rule.IsTransition && nearest.Old is not null && JsonNode.DeepEquals(nearest.Value, nearest.Old):
                    break;
                default:
                    Add(rule.Broken(path, type, Message(rule, variables)));
                    break;
            }
        }
        catch (CelBudgetException)
        {
            _hasEnded = true;
            Add(path, type, _budget.Left > 0
                ? $"'operation cancelled: actual cost limit exceeded': no further validation rules will be run due to call cost exceeds limit for rule: {rule.Label}"
                : "validation failed due to running out of cost budget, no further validation rules will be run");
        }
    }

    private string Message(SchemaRule rule, CelScope<object?> variables)
    {
        if (rule.MessageProgram?.Evaluate(variables, _budget) is not string text)
            return rule.FixedMessage;
        // Who writes logs or tables must not be surprised by what objects say.
        text = text.Trim();
        return text.Length is 0 or > 5 << 10 || text.Contains('\n', StringComparison.Ordinal) ? rule.FixedMessage : text;
    }

    private void Add(string path, string type, string detail) => Add(SchemaErrors.Rule(path, type, detail));

    private void Add(FieldError error)
    {
        _errors.Add(error);
        _hasEnded |= _errors.Items.Count >= MaxErrors;
    }

    private static Dictionary<string, JsonNode?> ByKeys(JsonArray items, SchemaNode schema)
    {
        var known = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var item in items)
            known[KeysOf(item, schema)] = item;
        return known;
    }

    private static string KeysOf(JsonNode? item, SchemaNode schema) =>
        string.Join('\n', schema.Source.XListMapKeys.Select(key => (item as JsonObject)?[key]?.ToJsonString(Json.JsonCompaction.Options) ?? "null"));
}
