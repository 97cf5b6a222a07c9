using System.Text.Json.Nodes;
using Krewe.Gateway.Discovery;
using Krewe.Gateway.Negotiation;
using Krewe.Gateway.Routing;
using Krewe.Model.Authentication;
using Krewe.Model.CustomResources;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Gateway.OpenApi;

/// <summary>The paths of a document: for each kind its collection, its objects and their subresources.</summary>
internal sealed class PathSet(Dialect dialect, SchemaSet schemas)
{
    private static readonly string[] WriteParameters = ["dryRun", "fieldManager", "fieldValidation"];
    private static readonly string[] ListParameters =
        ["allowWatchBookmarks", "continue", "fieldSelector", "labelSelector", "limit", "resourceVersion", "resourceVersionMatch", "sendInitialEvents", "timeoutSeconds", "watch"];

    private readonly JsonObject _paths = [];

    /// <summary>The paths.</summary>
    public JsonObject ToJson() => _paths;

    /// <summary>Adds all paths of a kind.</summary>
    public void Add(KindTable.Version version, KindDefinition kind)
    {
        var name = schemas.Add(kind);
        if (!kind.Kept)
        {
            AddReview(version, kind, name);
            return;
        }
        var root = $"/{version.Path}/{kind.Plural}";
        if (kind.Namespaced)
        {
            _paths[root] = Item([], ("get", Operation(kind.Gvk, "list", name + "List", null, ListParameters)));
            root = $"/{version.Path}/namespaces/{{namespace}}/{kind.Plural}";
        }
        string[] space = kind.Namespaced ? ["namespace"] : [];
        var options = schemas.Add<DeleteOptions>();
        var status = schemas.Add<Status>();
        _paths[root] = Item(space,
            ("get", Operation(kind.Gvk, "list", name + "List", null, ListParameters)),
            ("post", Operation(kind.Gvk, "post", name, name, WriteParameters)),
            ("delete", Operation(kind.Gvk, "deletecollection", status, options, ListParameters)));
        _paths[root + "/{name}"] = Item([.. space, "name"],
            ("get", Operation(kind.Gvk, "get", name, null, [])),
            ("put", Operation(kind.Gvk, "put", name, name, WriteParameters)),
            ("patch", Patch(kind.Gvk, name, kind)),
            ("delete", Operation(kind.Gvk, "delete", kind.ShowsDeleted ? name : status, options, ["dryRun", "gracePeriodSeconds", "orphanDependents", "propagationPolicy"])));
        foreach (var subresource in new ApiResource(kind).Subresources)
            AddSubresource(root, space, subresource, name, kind);
    }

    private void AddReview(KindTable.Version version, KindDefinition kind, string name)
    {
        var space = kind.Namespaced ? "namespaces/{namespace}/" : "";
        _paths[$"/{version.Path}/{space}{kind.Plural}"] = Item(kind.Namespaced ? ["namespace"] : [], ("post", Operation(kind.Gvk, "post", name, name, WriteParameters)));
    }

    private void AddSubresource(string root, string[] space, ApiSubresource subresource, string name, KindDefinition kind)
    {
        if (subresource.Streams is { } wishes)
        {
            _paths[$"{root}/{{name}}/{subresource.Name}"] = Item([.. space, "name"],
                [.. subresource.Verbs.Select(verb => (verb == "create" ? "post" : "get", Stream(subresource, wishes)))]);
            return;
        }
        var schema = subresource.Name switch
        {
            "scale" => schemas.Add<Scale>(),
            "binding" => schemas.Add<Binding>(),
            "eviction" => schemas.Add<Eviction>(),
            "token" => schemas.Add<TokenRequest>(),
            _ => name,
        };
        _paths[$"{root}/{{name}}/{subresource.Name}"] = Item([.. space, "name"], [.. subresource.Verbs.Select(verb => verb switch
        {
            "create" => ("post", Operation(subresource.Kind, "post", schema, schema, WriteParameters)),
            "update" => ("put", Operation(subresource.Kind, "put", schema, schema, WriteParameters)),
            "patch" => ("patch", Patch(subresource.Kind, schema, kind)),
            _ => ("get", Operation(subresource.Kind, "get", schema, null, [])),
        })]);
    }

    private JsonObject Item(string[] parameters, params ReadOnlySpan<(string Method, JsonObject Operation)> operations)
    {
        var item = new JsonObject();
        foreach (var (method, operation) in operations)
            item[method] = operation;
        if (parameters.Length > 0)
            item["parameters"] = new JsonArray([.. parameters.Select(name => Parameter(name, "path"))]);
        return item;
    }

    private JsonObject Patch(GroupVersionKind kind, string schema, KindDefinition of)
    {
        // Clients go by this when they choose how to patch; there are no merge keys in the schemas of custom kinds.
        string[] types = of is CustomKind ? [.. MediaTypes.Patches.Where(type => type != MediaTypes.StrategicMergePatch)] : [.. MediaTypes.Patches];
        var operation = Operation(kind, "patch", schema, schema, [.. WriteParameters, "force"]);
        if (dialect == Dialect.V2)
            operation["consumes"] = new JsonArray([.. types.Select(type => (JsonNode?)type)]);
        else
            operation["requestBody"] = Content(new JsonObject { ["type"] = "object" }, types);
        return operation;
    }

    /// <summary>What becomes a stream has no schema: text, or whatever protocol the client asks for by an upgrade.</summary>
    private JsonObject Stream(ApiSubresource subresource, IReadOnlyList<string> wishes)
    {
        var text = new JsonObject { ["type"] = "string" };
        var response = new JsonObject { ["description"] = "OK" };
        if (dialect == Dialect.V2)
            response["schema"] = text;
        else
            response["content"] = Content(text, "*/*")["content"]!.DeepClone();
        return new JsonObject
        {
            ["parameters"] = new JsonArray([.. wishes.Select(wish => Parameter(wish, "query"))]),
            ["responses"] = new JsonObject { ["200"] = response },
            ["x-kubernetes-action"] = subresource.Name == "log" ? "get" : "connect",
            ["x-kubernetes-group-version-kind"] = SchemaSet.Kind(subresource.Kind),
        };
    }

    private JsonObject Operation(GroupVersionKind kind, string action, string answer, string? body, IReadOnlyList<string> parameters)
    {
        var list = new JsonArray([.. parameters.Select(JsonNode (name) => Parameter(name, "query"))]);
        var response = new JsonObject { ["description"] = "OK" };
        var operation = new JsonObject { ["parameters"] = list };
        if (dialect == Dialect.V2)
        {
            if (body is not null)
                list.Add((JsonNode)new JsonObject { ["name"] = "body", ["in"] = "body", ["required"] = true, ["schema"] = schemas.Reference(body) });
            response["schema"] = schemas.Reference(answer);
        }
        else
        {
            if (body is not null)
                operation["requestBody"] = Content(schemas.Reference(body), MediaTypes.Json);
            response["content"] = Content(schemas.Reference(answer), MediaTypes.Json)["content"]!.DeepClone();
        }
        operation["responses"] = new JsonObject { ["200"] = response };
        operation["x-kubernetes-action"] = action;
        operation["x-kubernetes-group-version-kind"] = SchemaSet.Kind(kind);
        return operation;
    }

    private static JsonObject Content(JsonObject schema, params ReadOnlySpan<string> types)
    {
        var content = new JsonObject();
        foreach (var type in types)
            content[type] = new JsonObject { ["schema"] = schema.DeepClone() };
        return new JsonObject { ["content"] = content };
    }

    private JsonObject Parameter(string name, string place)
    {
        var type = name switch
        {
            "limit" or "timeoutSeconds" or "gracePeriodSeconds" or "limitBytes" or "sinceSeconds" or "tailLines" or "ports" => "integer",
            "follow" or "previous" or "timestamps" or "stdin" or "stdout" or "stderr" or "tty" => "boolean",
            "allowWatchBookmarks" or "sendInitialEvents" or "watch" or "force" or "orphanDependents" => "boolean",
            _ => "string",
        };
        var parameter = new JsonObject { ["name"] = name, ["in"] = place };
        if (place == "path")
            parameter["required"] = true;
        if (dialect == Dialect.V2)
            parameter["type"] = type;
        else
            parameter["schema"] = new JsonObject { ["type"] = type };
        return parameter;
    }
}
