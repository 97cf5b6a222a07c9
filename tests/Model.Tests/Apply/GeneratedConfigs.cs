using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Model.Apps;
using Krewe.Model.Apply;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Model.Tests.Apply;

/// <summary>Makes configurations of a deployment from a seed: maps, keyed lists in lists, sets, atomic values and scalars, each there or not.</summary>
internal sealed class GeneratedConfigs(int seed)
{
    private static readonly DateTimeOffset Time = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private readonly Random _random = new(seed);

    public static KindDefinition Kind => DeploymentKind.Instance;

    public static ObjectKey Key => new("default", "d");

    /// <summary>
    /// A configuration; managers with different <paramref name="own"/> have no field in common, those without one draw from the same few.
    /// </summary>
    public string Next(string own = "")
    {
        var config = new JsonObject { ["apiVersion"] = "apps/v1", ["kind"] = "Deployment", ["metadata"] = new JsonObject { ["name"] = "d" } };
        Maybe(config["metadata"]!.AsObject(), "labels", () => Map(own));
        Maybe(config["metadata"]!.AsObject(), "finalizers", () => new JsonArray([.. Some(own).Select(name => (JsonNode?)$"example.org/{name}")]));
        var template = new JsonObject();
        Maybe(template, "metadata", () => new JsonObject { ["annotations"] = Map(own) });
        var pod = new JsonObject { ["containers"] = Containers(own) };
        if (own.Length == 0)
        {
            Maybe(pod, "nodeSelector", () => Map(own));
            Maybe(pod, "tolerations", () => new JsonArray(new JsonObject { ["key"] = Value() }));
        }
        template["spec"] = pod;
        config["spec"] = new JsonObject { ["template"] = template };
        if (own.Length == 0)
            Maybe(config["spec"]!.AsObject(), "replicas", () => _random.Next(3));
        return config.ToJsonString();
    }

    public bool Flip() => _random.Next(2) == 0;

    public static Outcome<Decoded<ApiObject>> Apply(ApiObject? live, string config, string manager, bool force = false, int minute = 0) =>
        ServerSideApply.Apply(Kind, Key, live, Encoding.UTF8.GetBytes(config), new ApplyOptions(manager, Force: force), Time.AddMinutes(minute));

    /// <summary>What the configuration says something of, but for what says which object it is.</summary>
    public static FieldSet Fields(string config)
    {
        var fields = JsonNode.Parse(config)!.AsObject();
        fields.Remove("apiVersion");
        fields.Remove("kind");
        fields["metadata"]!.AsObject().Remove("name");
        if (fields["metadata"]!.AsObject().Count == 0)
            fields.Remove("metadata");
        return FieldSets.Of(JsonElement.Parse(fields.ToJsonString()), Kind.MergeType);
    }

    /// <summary>The object without its managed fields.</summary>
    public static JsonElement Content(ApiObject value) =>
        JsonElement.Parse(ApiJson.Write(value with { Metadata = value.Metadata with { ManagedFields = [] } }).Span);

    public static FieldOwnership Ownership(ApiObject value) => FieldOwnership.Read(value.Metadata.ManagedFields)!;

    private JsonArray Containers(string own) => new([.. Some(own).Select(name =>
    {
        var container = new JsonObject { ["name"] = name };
        Maybe(container, "image", () => Value());
        Maybe(container, "env", () => new JsonArray([.. Some(own).Select(e => new JsonObject { ["name"] = e, ["value"] = Value() })]));
        Maybe(container, "ports", () => new JsonArray([.. Some(own).Select((_, i) => _random.Next(2) == 0
            ? new JsonObject { ["containerPort"] = 80 + i }
            : new JsonObject { ["containerPort"] = 80 + i, ["protocol"] = "UDP", ["name"] = Value() })]));
        Maybe(container, "args", () => new JsonArray(Value(), Value()));
        return (JsonNode?)container;
    })]);

    private JsonObject Map(string own) => new(Some(own).Select(name => KeyValuePair.Create(name, (JsonNode?)Value())));

    private IEnumerable<string> Some(string own)
    {
        var names = new[] { "a", "b", "c", "d" }.Select(name => own + name).ToArray();
        _random.Shuffle(names);
        // Who owns an empty map owns that it is empty, and so has something in common with whoever fills it.
        return names.Take(_random.Next(own.Length == 0 ? 0 : 1, names.Length));
    }

    private string Value() => $"v{_random.Next(2)}";

    private void Maybe(JsonObject target, string name, Func<JsonNode> value)
    {
        if (_random.Next(3) > 0)
            target[name] = value();
    }
}
