using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Krewe.Gateway.Negotiation;
using Krewe.Gateway.Responses;
using Krewe.Gateway.Routing;
using Krewe.Model.CustomResources;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.OpenApi;

/// <summary>
/// <c>/openapi/v3</c> (an index, and one document for each group version) and <c>/openapi/v2</c> (all in one, in JSON or protobuf).
/// Documents are made when they are first asked for, and only their bytes are kept.
/// </summary>
internal sealed class OpenApiEndpoint
{
    private const string V3Root = "/openapi/v3/";
    private const string ProtobufType = "application/com.github.proto-openapi.spec.";

    // The name under which clients ask first is no valid media type (@), and they refuse it in answers.
    private const string AskedV2 = ProtobufType + "v2@v1.0+protobuf";
    private const string SentV2 = ProtobufType + "v2.v1.0+protobuf";
    private const string AskedV3 = ProtobufType + "v3@v1.0+protobuf";
    private const string SentV3 = ProtobufType + "v3.v1.0+protobuf";

    // Documents live as long as the table of kinds that they describe; those of versions without custom kinds hold for every table.
    private readonly ConditionalWeakTable<KindTable, ConcurrentDictionary<string, TaggedDocument>> _documents = [];
    private readonly ConcurrentDictionary<string, TaggedDocument> _builtIn = new(StringComparer.Ordinal);

    /// <summary>The document that a request names, or null.</summary>
    public TaggedDocument? Find(HttpRequest request, KindTable kinds)
    {
        var documents = _documents.GetOrCreateValue(kinds);
        var path = request.Path.Value!.TrimEnd('/');
        return path switch
        {
            "/openapi/v2" => Wants(request, AskedV2, SentV2)
                ? documents.GetOrAdd("v2+protobuf", _ => new TaggedDocument(SwaggerProtobuf.Encode(V2(kinds)), SentV2))
                : documents.GetOrAdd("v2", _ => Json(V2(kinds))),
            "/openapi/v3" => documents.GetOrAdd("v3", _ => Json(Index(kinds))),
            _ when path.StartsWith(V3Root, StringComparison.Ordinal) => FindV3(path[V3Root.Length..], kinds, Wants(request, AskedV3, SentV3)),
            _ => null,
        };
    }

    private TaggedDocument? FindV3(string name, KindTable kinds, bool protobuf)
    {
        var version = kinds.Groups.SelectMany(group => group.Versions).FirstOrDefault(version => version.Path == name);
        if (version is null)
            return null;
        var documents = version.Kinds.Any(kind => kind is CustomKind) ? _documents.GetOrCreateValue(kinds) : _builtIn;
        return protobuf
            ? documents.GetOrAdd(name + "+protobuf", _ => new TaggedDocument(OpenApiProtobuf.Encode(V3(version)), SentV3))
            : documents.GetOrAdd(name, _ => Json(V3(version)));
    }

    private JsonObject Index(KindTable kinds)
    {
        var paths = new JsonObject();
        foreach (var version in kinds.Groups.SelectMany(group => group.Versions))
            paths[version.Path] = new JsonObject { ["serverRelativeURL"] = $"{V3Root}{version.Path}?hash={FindV3(version.Path, kinds, protobuf: false)!.Hash}" };
        return new JsonObject { ["paths"] = paths };
    }

    private static JsonObject V3(KindTable.Version version)
    {
        var schemas = new SchemaSet(Dialect.V3);
        var paths = new PathSet(Dialect.V3, schemas);
        foreach (var kind in version.Kinds)
            paths.Add(version, kind);
        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = Info(),
            ["paths"] = paths.ToJson(),
            ["components"] = new JsonObject { ["schemas"] = schemas.ToJson() },
        };
    }

    private static JsonObject V2(KindTable kinds)
    {
        var schemas = new SchemaSet(Dialect.V2);
        var paths = new PathSet(Dialect.V2, schemas);
        foreach (var version in kinds.Groups.SelectMany(group => group.Versions))
        {
            foreach (var kind in version.Kinds)
                paths.Add(version, kind);
        }
        return new JsonObject
        {
            ["swagger"] = "2.0",
            ["info"] = Info(),
            ["paths"] = paths.ToJson(),
            ["definitions"] = schemas.ToJson(),
        };
    }

    private static JsonObject Info() => new() { ["title"] = "Krewe", ["version"] = Discovery.VersionInfo.GitVersion };

    private static TaggedDocument Json(JsonObject document) => new(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()), MediaTypes.Json);

    private static bool Wants(HttpRequest request, string asked, string sent) => request.Headers.Accept.ToString() is var accept
        && (accept.Contains(asked, StringComparison.OrdinalIgnoreCase) || accept.Contains(sent, StringComparison.OrdinalIgnoreCase));
}
