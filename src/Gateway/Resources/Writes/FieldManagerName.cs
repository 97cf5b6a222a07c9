using System.Globalization;
using System.Text;
using Krewe.Model.Documents;
using Krewe.Model.Validation;

namespace Krewe.Gateway.Resources.Writes;

/// <summary>Names of those who write, as managed fields bear them.</summary>
internal static class FieldManagerName
{
    private const int Longest = 128;

    // A client that does not say who it is still is somebody.
    private const string Unknown = "unknown";

    /// <summary>The name that a client has by its program's name, the first part of its User-Agent.</summary>
    public static string Of(string userAgent)
    {
        var program = userAgent.AsSpan();
        program = program.IndexOf('/') is >= 0 and var end ? program[..end] : program;
        if (program.Length is > 0 and <= Longest && !program.ContainsAnyExceptInRange(' ', '~'))
            return SharedText.Of(program);

        var name = new StringBuilder();
        var length = 0;
        foreach (var rune in program.EnumerateRunes())
        {
            if (!IsPrintable(rune))
                continue;
            length += rune.Utf8SequenceLength;
            if (length > Longest)
                break;
            name.Append(rune.ToString());
        }
        return name.Length == 0 ? Unknown : name.ToString();
    }

    /// <summary>Checks a name that a client gives itself. One error at most: each repeats the name, so a thousand would be a thousand times as long.</summary>
    public static void Validate(string name, FieldErrors errors)
    {
        var path = FieldPath.Of("fieldManager");
        if (Encoding.UTF8.GetByteCount(name) > Longest)
        {
            errors.TooLong(path, Longest);
            return;
        }
        var position = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            if (!IsPrintable(rune))
            {
                errors.Invalid(path, name, string.Create(CultureInfo.InvariantCulture, $"invalid character U+{rune.Value:X4} (at position {position})"));
                return;
            }
            position += rune.Utf8SequenceLength;
        }
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
