using System.Security.Cryptography;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Validation;

namespace Krewe.Gateway.Resources.Writes;

/// <summary>Names for objects that come with a prefix only.</summary>
internal static class NameGenerator
{
    private const string Letters = "bcdfghjklmnpqrstvwxz2456789";
    private const int SuffixLength = 5;
    private const int LongestPrefix = 63 - SuffixLength;

    /// <summary>The name that an object shall have: its own, or one made of its prefix.</summary>
    public static Outcome<string> NameOf(KindDefinition kind, ObjectMeta metadata)
    {
        if (!string.IsNullOrEmpty(metadata.Name))
            return metadata.Name;
        if (string.IsNullOrEmpty(metadata.GenerateName))
            return ApiFailure.Invalid(kind, "", [new FieldError(FieldErrorReason.FieldValueRequired, "metadata.name", "Required value: name or generateName is required")]);
        var prefix = metadata.GenerateName.Length > LongestPrefix ? metadata.GenerateName[..LongestPrefix] : metadata.GenerateName;
        return prefix + RandomNumberGenerator.GetString(Letters, SuffixLength);
    }
}
