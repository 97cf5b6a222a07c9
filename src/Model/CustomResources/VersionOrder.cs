using System.Globalization;
using System.Text.RegularExpressions;

namespace Krewe.Model.CustomResources;

/// <summary>Orders versions as Kubernetes prefers them: v10, v2, v1, v11beta2, v1beta1, v1alpha1, then any others by their names.</summary>
public sealed partial class VersionOrder : IComparer<string>
{
    private VersionOrder()
    {
    }

    /// <summary>The order.</summary>
    public static VersionOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var (left, right) = (Rank(x ?? ""), Rank(y ?? ""));
        var byRank = right.CompareTo(left);
        return byRank != 0 ? byRank : string.CompareOrdinal(x, y);
    }

    private static (int Stability, long Major, long Minor) Rank(string version)
    {
        if (Form().Match(version) is not { Success: true } match)
            return (0, 0, 0);
        var stability = match.Groups[2].Value switch { "" => 3, "beta" => 2, _ => 1 };
        return (stability, Number(match.Groups[1]), Number(match.Groups[3]));
    }

    private static long Number(Group digits) => long.TryParse(digits.Value, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"\Av([1-9][0-9]{0,17})(?:(alpha|beta)([1-9][0-9]{0,17}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
