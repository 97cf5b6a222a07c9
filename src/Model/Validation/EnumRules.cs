using Krewe.Model.Schema;

namespace Krewe.Model.Validation;

/// <summary>Rules of texts with known values.</summary>
internal static class EnumRules
{
    /// <summary>The value must be there and known.</summary>
    public static void Required<T>(T? value, FieldPath path, FieldErrors errors) where T : struct, IOpenEnum<T>
    {
        if (string.IsNullOrEmpty(value?.Value))
            errors.Required(path);
        else
            Optional(value, path, errors);
    }

    /// <summary>The value, if any, must be known.</summary>
    public static void Optional<T>(T? value, FieldPath path, FieldErrors errors) where T : struct, IOpenEnum<T>
    {
        if (value is { } given && !T.Known.Contains(given))
            errors.NotSupported(path, given);
    }
}
