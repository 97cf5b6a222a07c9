using Krewe.Model.Names;
using Krewe.Model.Quantities;

namespace Krewe.Model.Validation;

/// <summary>Rules of counts that may be percentages.</summary>
internal static class AmountRules
{
    /// <summary>A number that is not negative, or a percentage.</summary>
    public static void Validate(IntOrString? amount, FieldPath path, FieldErrors errors)
    {
        if (amount is { Text: { } text })
            errors.Invalid(path, text, NameRules.Percent(text));
        else
            errors.NotNegative(path, amount?.Number);
    }

    /// <summary>No more than all.</summary>
    public static void NotOverAll(IntOrString? amount, FieldPath path, FieldErrors errors)
    {
        if (amount is { IsPercent: true } percentage && percentage.Scale(100, roundUp: false) > 100)
            errors.Invalid(path, percentage, "must not be greater than 100%");
    }
}
