using Krewe.Model.Apiextensions;
using Krewe.Model.Cel;
using Krewe.Model.CustomResources.Schemas;
using Krewe.Model.Validation;

namespace Krewe.Model.CustomResources.Rules;

/// <summary>A rule of a schema, ready to be held against values.</summary>
internal sealed class SchemaRule
{
    public const string Self = "self";
    public const string OldSelf = "oldSelf";

    public SchemaRule(ValidationRule source, CelType type)
    {
        Source = source;
        var old = source.OptionalOldSelf == true ? CelType.OptionalOf(type) : type;
        var variables = new CelScope<CelType>(OldSelf, old, new CelScope<CelType>(Self, type, null));
        (Program, Problem) = Compile(source.Rule, variables);
        if (source.MessageExpression is { Length: > 0 } expression)
            (MessageProgram, MessageProblem) = Compile(expression, variables);
    }

    /// <summary>The rule as it was written.</summary>
    public ValidationRule Source { get; }

    /// <summary>Its expression; null if it is none.</summary>
    public CelProgram? Program { get; }

    /// <summary>Why the expression is none.</summary>
    public string? Problem { get; }

    /// <summary>The expression that makes its message; null if there is none.</summary>
    public CelProgram? MessageProgram { get; }

    /// <summary>Why there is none although one is written.</summary>
    public string? MessageProblem { get; }

    /// <summary>True if it compares a value with the one before.</summary>
    public bool IsTransition => Program?.Uses(OldSelf) == true;

    /// <summary>The error that says that a value breaks the rule.</summary>
    /// <param name="path">Where the value stands.</param>
    /// <param name="type">Its type, as the schema names it.</param>
    /// <param name="message">What to say.</param>
    public FieldError Broken(string path, string type, string message)
    {
        var at = Source.FieldPath is { Length: > 0 } inner ? (path + inner).TrimStart('.') : path;
        var field = SchemaErrors.Field(at);
        return Source.Reason switch
        {
            "FieldValueRequired" => new FieldError(FieldErrorReason.FieldValueRequired, field, $"Required value: {message}"),
            "FieldValueForbidden" => new FieldError(FieldErrorReason.FieldValueForbidden, field, $"Forbidden: {message}"),
            "FieldValueDuplicate" => new FieldError(FieldErrorReason.FieldValueDuplicate, field, $"Duplicate value: {BadValue.Quote(type)}"),
            _ => SchemaErrors.Rule(at, type, message),
        };
    }

    /// <summary>What to say where it is broken and no expression says anything else.</summary>
    public string FixedMessage => Message ?? $"failed rule: {Source.Rule.Trim()}";

    /// <summary>How it is called where it cannot be evaluated.</summary>
    public string Label => Message ?? Source.Rule.Trim();

    private string? Message => Source.Message is { Length: > 0 } message ? message.Trim() : null;

    private static (CelProgram?, string?) Compile(string source, CelScope<CelType> variables)
    {
        try
        {
            return (CelProgram.Compile(source, variables), null);
        }
        catch (CelException e)
        {
            return (null, e.Describe(source));
        }
    }
}
