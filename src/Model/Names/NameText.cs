using System.Buffers;

namespace Krewe.Model.Names;

/// <summary>The patterns of <see cref="NameRules"/>, without their lengths, scanned by hand: every write checks dozens of names.</summary>
internal static class NameText
{
    public static readonly SearchValues<char> LowerAlphanumericsAndDash = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly SearchValues<char> QualifiedCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    public static bool IsDnsLabel(ReadOnlySpan<char> text) =>
        text.Length > 0 && text[0] != '-' && text[^1] != '-' && !text.ContainsAnyExcept(LowerAlphanumericsAndDash);

    public static bool IsDnsSubdomain(ReadOnlySpan<char> text)
    {
        foreach (var part in text.Split('.'))
        {
            if (!IsDnsLabel(text[part]))
                return false;
        }
        return true;
    }

    public static bool IsQualifiedPart(ReadOnlySpan<char> text) =>
        text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]) && !text.ContainsAnyExcept(QualifiedCharacters);

    public static bool IsConfigKey(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExcept(QualifiedCharacters);
}
