using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Krewe.NodeAgent.Runtimes.Docker;

/// <summary>A parsed name of an image: repository and tag or digest, with <c>latest</c> where neither is given.</summary>
internal sealed partial record ImageReference(string Repository, string TagOrDigest)
{
    private const string DefaultRegistry = "docker.io";

    /// <summary>The registry that it comes from.</summary>
    public string Registry =>
        Repository.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 && Repository[..slash] is var host
        && (host.Contains('.', StringComparison.Ordinal) || host.Contains(':', StringComparison.Ordinal) || host == "localhost")
            ? host
            : DefaultRegistry;

    /// <summary>Parses a reference as pods have it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ImageReference? reference)
    {
        reference = null;
        if (ImageId().IsMatch(text))
        {
            reference = new ImageReference(text, "");
            return true;
        }
        var match = Form().Match(text);
        if (!match.Success)
            return false;
        reference = new ImageReference(
            match.Groups["repository"].Value,
            match.Groups["digest"] is { Success: true } digest ? digest.Value : match.Groups["tag"] is { Success: true } tag ? tag.Value : "latest");
        return true;
    }

    /// <summary>True if a login of a server is meant for the image's registry.</summary>
    public bool IsOf(string server)
    {
        var host = server.Contains("://", StringComparison.Ordinal) ? server[(server.IndexOf("://", StringComparison.Ordinal) + 3)..] : server;
        host = host.Split('/')[0];
        return host == Registry || (Registry == DefaultRegistry && host is "index.docker.io" or "registry-1.docker.io");
    }

    /// <summary><c>repository:tag</c>, <c>repository@digest</c>, or an image's id as it is.</summary>
    public override string ToString() =>
        TagOrDigest.Length == 0 ? Repository : TagOrDigest.Contains(':', StringComparison.Ordinal) ? $"{Repository}@{TagOrDigest}" : $"{Repository}:{TagOrDigest}";

    [GeneratedRegex(@"^sha256:[0-9a-f]{64}$")]
    private static partial Regex ImageId();

    [GeneratedRegex(@"^(?<repository>(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]+)?/)?[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>[a-z0-9]+:[0-9a-f]{32,}))?$")]
    private static partial Regex Form();
}
