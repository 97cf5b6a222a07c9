using System.Security.Cryptography;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Validation;

namespace Krewe.Gateway.Resources.Writes;

/// <summary>Names for objects that come with a prefix only.</summary>
/// <param name="suffix">Makes what follows the prefix: <see cref="RandomSuffix"/>.</param>
internal sealed class NameGenerator(Func<string> suffix)
{
    private const string Letters = "bcdfghjklmnpqrstvwxz2456789";
    private const int SuffixLength = 5;
    private const int LongestPrefix = 63 - SuffixLength;

    /// <summary>The name that an object shall have: its own, or one made of its prefix.</summary>
    public Outcome<string> NameOf(KindDefinition kind, ObjectMeta metadata)
    {
        if (!string.IsNullOrEmpty(metadata.Name))
            return metadata.Name;
        if (string.IsNullOrEmpty(metadata.GenerateName))
            return ApiFailure.Invalid(kind, "", [new FieldError(FieldErrorReason.FieldValueRequired, "metadata.name", "Required value: name or generateName is required")]);
        var prefix = metadata.GenerateName.Length > LongestPrefix ? metadata.GenerateName[..LongestPrefix] : metadata.GenerateName;
        return prefix + suffix();
    }

    /// <summary>Letters that make no words, and digits that are not mistaken for letters; no two are likely to be the same.</summary>
    public static string RandomSuffix() => RandomNumberGenerator.GetString(Letters, SuffixLength);
}
