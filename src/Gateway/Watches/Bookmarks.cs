using System.Collections.Frozen;

namespace Krewe.Gateway.Watches;

/// <summary>What bookmarks say besides how far a watch is.</summary>
internal static class Bookmarks
{
    /// <summary>The annotation of the bookmark that ends the initial events of a watch.</summary>
    public const string InitialEventsEndKey = "k8s.io/initial-events-end";

    /// <summary>The annotations of that bookmark.</summary>
    public static readonly IReadOnlyDictionary<string, string> InitialEventsEnd =
        new Dictionary<string, string>(StringComparer.Ordinal) { [InitialEventsEndKey] = "true" }.ToFrozenDictionary(StringComparer.Ordinal);
}
