using Krewe.Gateway.Routing;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Selectors;

namespace Krewe.Gateway.Resources;

/// <summary>Which objects of a kind a request wants: a namespace, a label selector and a field selector.</summary>
/// <param name="Namespace">The namespace; empty for all.</param>
/// <param name="Labels">The label selector.</param>
/// <param name="Fields">The field selector.</param>
internal sealed record ObjectFilter(string Namespace, LabelQuery Labels, FieldQuery Fields)
{
    /// <summary>True where labels and fields do not restrict.</summary>
    public bool SelectsAll { get; } = Labels.IsEverything && Fields.IsEverything;

    /// <summary>Reads the selectors of a request.</summary>
    /// <param name="kind">The kind of the objects.</param>
    /// <param name="space">The namespace; empty for all.</param>
    /// <param name="query">The parameters of the URL.</param>
    /// <param name="name">The only object that is wanted, where the path says so.</param>
    public static Outcome<ObjectFilter> Parse(KindDefinition kind, string space, RequestQuery query, string? name = null)
    {
        var selector = query.TextOrNull("fieldSelector");
        if (name is not null)
            selector = $"metadata.name={Escaped(name)},{selector}";
        if (!LabelQuery.Parse(query.TextOrNull("labelSelector")).TryGet(out var labels, out var failure)
            || !FieldQuery.Parse(selector, kind).TryGet(out var fields, out failure))
            return failure;
        return new ObjectFilter(space, labels, fields);
    }

    private static string Escaped(string name) =>
        name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("=", "\\=", StringComparison.Ordinal);

    /// <summary>True if a request wants the object. Its namespace counts too, unless the caller has seen to it.</summary>
    public bool Matches(ApiDocument document) =>
        (Namespace.Length == 0 || document.Metadata.Namespace == Namespace) && MatchesSelectors(document);

    /// <summary>True if the selectors match; the namespace is not looked at.</summary>
    public bool MatchesSelectors(ApiDocument document) =>
        SelectsAll || (Labels.Matches(document.Metadata.Labels) && (Fields.IsEverything || Fields.Matches(document)));

    /// <summary>The key of the only object that can match, or null where there may be several.</summary>
    public ObjectKey? OnlyKey(KindDefinition kind) =>
        Fields.RequiredValue("metadata.name") is { } name && (Namespace.Length > 0 || !kind.Namespaced) ? new ObjectKey(Namespace, name) : null;
}
