using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of paths within volumes.</summary>
internal static class LocalPathRules
{
    /// <summary>A path that stays below its root: relative and without <c>..</c>.</summary>
    public static void ValidateDescending(string? path, FieldPath at, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(path))
            return;
        if (path.StartsWith('/'))
            errors.Invalid(at, path, "must be a relative path");
        ValidateNoBacksteps(path, at, errors);
    }

    /// <summary>A path without <c>..</c>.</summary>
    public static void ValidateNoBacksteps(string? path, FieldPath at, FieldErrors errors)
    {
        if (path is not null && path.Split('/').Contains(".."))
            errors.Invalid(at, path, "must not contain '..'");
    }

    /// <summary>The path of a file in a volume: descending, needed, and not one of the names that the volume uses itself.</summary>
    public static void ValidateFile(string? path, FieldPath at, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(path))
        {
            errors.Required(at);
            return;
        }
        ValidateDescending(path, at, errors);
        if (path.StartsWith("..", StringComparison.Ordinal) && !path.StartsWith("../", StringComparison.Ordinal))
            errors.Invalid(at, path, "must not start with '..'");
    }
}
