namespace Krewe.NodeAgent.Tokens;

/// <summary>The tokens of a pod's projected volumes, by volume and path.</summary>
/// <param name="Tokens">The tokens.</param>
/// <param name="RefreshAt">When the first of them is to be replaced; null where there is none.</param>
internal sealed record TokenFiles(IReadOnlyDictionary<(string Volume, string Path), string> Tokens, DateTimeOffset? RefreshAt)
{
    /// <summary>No tokens.</summary>
    public static TokenFiles None { get; } = new(new Dictionary<(string, string), string>(), null);
}
