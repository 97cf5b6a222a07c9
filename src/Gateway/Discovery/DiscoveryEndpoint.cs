using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Krewe.Gateway.Negotiation;
using Krewe.Gateway.Responses;
using Krewe.Gateway.Routing;

namespace Krewe.Gateway.Discovery;

/// <summary>What there is to ask for: <c>/api</c>, <c>/apis</c> and what is directly below them, made on first use.</summary>
internal sealed class DiscoveryEndpoint
{
    // Documents live as long as the table of kinds that they describe.
    private readonly ConditionalWeakTable<KindTable, ConcurrentDictionary<(string Path, string Form), TaggedDocument>> _documents = [];

    /// <summary>The document of a path in the form that the client likes best, or null where the path is none of discovery.</summary>
    public TaggedDocument? Find(string path, string accept, KindTable kinds)
    {
        var documents = _documents.GetOrCreateValue(kinds);
        path = path.TrimEnd('/');
        var form = path is "/api" or "/apis" ? AggregatedVersion(accept) : "";
        if (documents.TryGetValue((path, form), out var document))
            return document;
        return Make(path, form, kinds) is { } made ? documents.GetOrAdd((path, form), made) : null;
    }

    private static TaggedDocument? Make(string path, string form, KindTable kinds)
    {
        if (form.Length > 0)
        {
            var groups = kinds.Groups.Where(group => (group.Name.Length == 0) == (path == "/api"));
            return new TaggedDocument(AggregatedDiscovery.Write(groups, form), $"application/json;g=apidiscovery.k8s.io;v={form};as=APIGroupDiscoveryList");
        }
        var rest = new PathSegments(path);
        if (!rest.TryNext(out var root))
            return null;
        var top = root.ToString();
        var first = rest.TryNext(out var segment) ? segment.ToString() : "";
        var second = rest.TryNext(out segment) ? segment.ToString() : "";
        if (!rest.AtEnd)
            return null;
        ReadOnlyMemory<byte>? json = (top, first, second) switch
        {
            ("api", "", "") => PlainDiscovery.CoreVersions(kinds),
            ("api", _, "") when kinds.TryFindVersion("", first, out var version) => PlainDiscovery.Resources(version),
            ("apis", "", "") => PlainDiscovery.Groups(kinds),
            ("apis", not "", "") when kinds.TryFindGroup(first, out var group) => PlainDiscovery.Group(group),
            ("apis", not "", _) when kinds.TryFindVersion(first, second, out var version) => PlainDiscovery.Resources(version),
            // A plain null would become an empty document here, by way of byte[].
            _ => (ReadOnlyMemory<byte>?)null,
        };
        return json is { } found ? new TaggedDocument(found, MediaTypes.Json) : null;
    }

    /// <summary>The version of aggregated discovery that the client prefers to plain discovery; empty where there is none.</summary>
    private static string AggregatedVersion(string accept)
    {
        foreach (var range in MediaRange.ParseAll(accept))
        {
            switch (range)
            {
                case { Type: MediaTypes.Json, As: "APIGroupDiscoveryList", Group: "apidiscovery.k8s.io", Version: "v2" or "v2beta1" }:
                    return range.Version;
                case { Type: MediaTypes.Json or "*/*", As: "" }:
                    return "";
            }
        }
        return "";
    }
}
