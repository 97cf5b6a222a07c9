using Krewe.Model.Names;

namespace Krewe.Model.Validation;

/// <summary>Short forms for fields that are names.</summary>
internal static class TextRules
{
    /// <summary>The text must be there.</summary>
    public static void Required(string? text, FieldPath path, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text))
            errors.Required(path);
    }

    /// <summary>The text must be there and follow the rule.</summary>
    public static void Required(string? text, NameRule rule, FieldPath path, FieldErrors errors)
    {
        Required(text, path, errors);
        Optional(text, rule, path, errors);
    }

    /// <summary>The text, if any, must follow the rule.</summary>
    public static void Optional(string? text, NameRule rule, FieldPath path, FieldErrors errors)
    {
        if (!string.IsNullOrEmpty(text))
            errors.Invalid(path, text, rule(text));
    }
}
