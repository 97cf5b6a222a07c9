using System.Text.Json;
using Krewe.Gateway.Responses;
using Krewe.Gateway.Routing;
using Krewe.Model.Kinds;

namespace Krewe.Gateway.Discovery;

/// <summary>Discovery as it always was: groups, then the resources of each version of a group.</summary>
internal static class PlainDiscovery
{
    /// <summary><c>/api</c>.</summary>
    public static ReadOnlyMemory<byte> CoreVersions(KindTable kinds) => GatewayJson.Write(kinds, static (json, kinds) =>
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, "APIVersions"u8);
        json.WriteStartArray("versions"u8);
        foreach (var version in kinds.Groups.Where(group => group.Name.Length == 0).SelectMany(group => group.Versions))
            json.WriteStringValue(version.Name);
        json.WriteEndArray();
        json.WriteStartArray("serverAddressByClientCIDRs"u8);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary><c>/apis</c>.</summary>
    public static ReadOnlyMemory<byte> Groups(KindTable kinds) => GatewayJson.Write(kinds, static (json, kinds) =>
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, "APIGroupList"u8);
        json.WriteString("apiVersion"u8, "v1"u8);
        json.WriteStartArray("groups"u8);
        foreach (var group in kinds.Groups.Where(group => group.Name.Length > 0))
            WriteGroup(json, group, withType: false);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary><c>/apis/GROUP</c>.</summary>
    public static ReadOnlyMemory<byte> Group(KindTable.Group group) =>
        GatewayJson.Write(group, static (json, group) => WriteGroup(json, group, withType: true));

    /// <summary><c>/api/VERSION</c>, <c>/apis/GROUP/VERSION</c>.</summary>
    public static ReadOnlyMemory<byte> Resources(KindTable.Version version) => GatewayJson.Write(version, static (json, version) =>
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, "APIResourceList"u8);
        json.WriteString("apiVersion"u8, "v1"u8);
        json.WriteString("groupVersion"u8, version.GroupVersion);
        json.WriteStartArray("resources"u8);
        foreach (var kind in version.Kinds)
            WriteResource(json, new ApiResource(kind));
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteGroup(Utf8JsonWriter json, KindTable.Group group, bool withType)
    {
        json.WriteStartObject();
        if (withType)
        {
            json.WriteString("kind"u8, "APIGroup"u8);
            json.WriteString("apiVersion"u8, "v1"u8);
        }
        json.WriteString("name"u8, group.Name);
        json.WriteStartArray("versions"u8);
        foreach (var version in group.Versions)
            WriteVersion(json, version);
        json.WriteEndArray();
        json.WritePropertyName("preferredVersion"u8);
        WriteVersion(json, group.Versions[0]);
        json.WriteEndObject();
    }

    private static void WriteVersion(Utf8JsonWriter json, KindTable.Version version)
    {
        json.WriteStartObject();
        json.WriteString("groupVersion"u8, version.GroupVersion);
        json.WriteString("version"u8, version.Name);
        json.WriteEndObject();
    }

    private static void WriteResource(Utf8JsonWriter json, ApiResource resource)
    {
        var kind = resource.Kind;
        json.WriteStartObject();
        WriteEntry(json, kind.Plural, kind.Singular, kind, null, resource.Verbs);
        WriteTexts(json, "shortNames", kind.ShortNames);
        WriteTexts(json, "categories", kind.Categories);
        json.WriteEndObject();
        foreach (var subresource in resource.Subresources)
        {
            json.WriteStartObject();
            WriteEntry(json, $"{kind.Plural}/{subresource.Name}", "", kind, subresource.Kind, subresource.Verbs);
            json.WriteEndObject();
        }
    }

    private static void WriteEntry(
        Utf8JsonWriter json, string name, string singular, KindDefinition kind, GroupVersionKind? other, IReadOnlyList<string> verbs)
    {
        json.WriteString("name"u8, name);
        json.WriteString("singularName"u8, singular);
        json.WriteBoolean("namespaced"u8, kind.Namespaced);
        if (other is { } own && (own.Group != kind.Gvk.Group || own.Version != kind.Gvk.Version))
        {
            json.WriteString("group"u8, own.Group);
            json.WriteString("version"u8, own.Version);
        }
        json.WriteString("kind"u8, (other ?? kind.Gvk).Kind);
        WriteTexts(json, "verbs", verbs);
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
