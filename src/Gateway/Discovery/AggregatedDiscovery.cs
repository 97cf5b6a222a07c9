using System.Text.Json;
using Krewe.Gateway.Responses;
using Krewe.Gateway.Routing;
using Krewe.Model.Kinds;

namespace Krewe.Gateway.Discovery;

/// <summary>Discovery in one answer for <c>/api</c> and one for <c>/apis</c>: <c>APIGroupDiscoveryList</c>.</summary>
internal static class AggregatedDiscovery
{
    /// <summary>Everything under <c>/api</c> or <c>/apis</c>.</summary>
    /// <param name="groups">The groups to list.</param>
    /// <param name="version"><c>v2</c> or <c>v2beta1</c>.</param>
    public static ReadOnlyMemory<byte> Write(IEnumerable<KindTable.Group> groups, string version) => GatewayJson.Write((groups, version), static (json, state) =>
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, "APIGroupDiscoveryList"u8);
        json.WriteString("apiVersion"u8, $"apidiscovery.k8s.io/{state.version}");
        json.WriteStartObject("metadata"u8);
        json.WriteEndObject();
        json.WriteStartArray("items"u8);
        foreach (var group in state.groups)
            WriteGroup(json, group);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteGroup(Utf8JsonWriter json, KindTable.Group group)
    {
        json.WriteStartObject();
        json.WriteStartObject("metadata"u8);
        if (group.Name.Length > 0)
            json.WriteString("name"u8, group.Name);
        json.WriteNull("creationTimestamp"u8);
        json.WriteEndObject();
        json.WriteStartArray("versions"u8);
        foreach (var version in group.Versions)
        {
            json.WriteStartObject();
            json.WriteString("version"u8, version.Name);
            json.WriteStartArray("resources"u8);
            foreach (var kind in version.Kinds)
                WriteResource(json, new ApiResource(kind));
            json.WriteEndArray();
            json.WriteString("freshness"u8, "Current"u8);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteResource(Utf8JsonWriter json, ApiResource resource)
    {
        var kind = resource.Kind;
        json.WriteStartObject();
        json.WriteString("resource"u8, kind.Plural);
        WriteKind(json, kind.Gvk);
        json.WriteString("scope"u8, kind.Namespaced ? "Namespaced"u8 : "Cluster"u8);
        json.WriteString("singularResource"u8, kind.Singular);
        WriteTexts(json, "verbs", resource.Verbs);
        WriteTexts(json, "shortNames", kind.ShortNames);
        WriteTexts(json, "categories", kind.Categories);
        if (resource.Subresources.Count > 0)
        {
            json.WriteStartArray("subresources"u8);
            foreach (var subresource in resource.Subresources)
            {
                json.WriteStartObject();
                json.WriteString("subresource"u8, subresource.Name);
                WriteKind(json, subresource.Kind);
                WriteTexts(json, "verbs", subresource.Verbs);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteKind(Utf8JsonWriter json, GroupVersionKind kind)
    {
        json.WriteStartObject("responseKind"u8);
        json.WriteString("group"u8, kind.Group);
        json.WriteString("version"u8, kind.Version);
        json.WriteString("kind"u8, kind.Kind);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
