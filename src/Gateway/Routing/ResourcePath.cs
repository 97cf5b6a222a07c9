using System.Diagnostics.CodeAnalysis;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;

namespace Krewe.Gateway.Routing;

/// <summary>What a URL of the API names: a collection or an object of a kind, or a subresource of the object.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Namespace">The namespace; empty where the URL has none (objects of cluster scope, or all namespaces).</param>
/// <param name="Name">The object, or null for the collection.</param>
/// <param name="Subresource">The subresource, or null.</param>
internal readonly record struct ResourcePath(KindDefinition Kind, string Namespace, string? Name, string? Subresource)
{
    /// <summary>True for the old form of a watch: <c>/api/v1/watch/namespaces/NAMESPACE/pods</c>, with or without a name.</summary>
    public bool IsWatch { get; init; }

    /// <summary>The object's identity. Only where there is a <see cref="Name"/>.</summary>
    public ObjectId ObjectId => new(Kind.Collection, new ObjectKey(Namespace, Name!));

    /// <summary>The version, where the kind is not in the one that grains take for granted; null for most built-in ones.</summary>
    public string? OtherVersion => Kind.AdoptsDocuments ? Kind.Gvk.Version : null;

    /// <summary>
    /// Parses <c>/api/VERSION/…</c> and <c>/apis/GROUP/VERSION/…</c>. False where the path names nothing that exists: an unknown kind,
    /// a namespace for a kind without one, an object of a kind with namespaces but without its namespace.
    /// </summary>
    public static bool TryParse(string path, KindTable kinds, [MaybeNullWhen(false)] out ResourcePath result)
    {
        result = default;
        var rest = new PathSegments(path);
        if (!TryParseVersion(ref rest, kinds, out var version) || !rest.TryNext(out var first))
            return false;
        if (first is not "watch")
            return TryParseResource(first, rest, version, out result);
        if (!rest.TryNext(out first) || !TryParseResource(first, rest, version, out result) || result.Subresource is not null)
            return false;
        result = result with { IsWatch = true };
        return true;
    }

    private static bool TryParseResource(ReadOnlySpan<char> first, PathSegments rest, KindTable.Version version, out ResourcePath result)
    {
        result = default;
        var space = "";
        if (first is "namespaces" && rest.TryNext(out var second))
        {
            // /namespaces/NAME names the namespace itself, and so do its own subresources; anything else is inside it.
            if (!rest.TryNext(out var third))
                return version.TryFind(first, out var namespaces) && Done(new ResourcePath(namespaces, "", second.ToString(), null), rest, out result);
            if (third is "status" or "finalize")
                return version.TryFind(first, out var owner) && Done(new ResourcePath(owner, "", second.ToString(), third.ToString()), rest, out result);
            space = SharedText.Of(second);
            first = third;
        }

        if (!version.TryFind(first, out var kind) || (space.Length > 0 && !kind.Namespaced))
            return false;
        if (!rest.TryNext(out var name))
            return Done(new ResourcePath(kind, space, null, null), rest, out result);
        if (kind.Namespaced && space.Length == 0)
            return false;
        var subresource = rest.TryNext(out var last) ? last.ToString() : null;
        return Done(new ResourcePath(kind, space, name.ToString(), subresource), rest, out result);
    }

    private static bool TryParseVersion(ref PathSegments rest, KindTable kinds, [MaybeNullWhen(false)] out KindTable.Version version)
    {
        version = null;
        if (!rest.TryNext(out var root) || !rest.TryNext(out var group))
            return false;
        return root switch
        {
            "api" => kinds.TryFindVersion("", group, out version),
            "apis" => rest.TryNext(out var number) && kinds.TryFindVersion(group, number, out version),
            _ => false,
        };
    }

    private static bool Done(ResourcePath parsed, PathSegments rest, out ResourcePath result)
    {
        result = parsed;
        return rest.AtEnd;
    }
}
