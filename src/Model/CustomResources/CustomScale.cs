using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Model.Apiextensions;
using Krewe.Model.CustomResources.Paths;
using Krewe.Model.Json;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Model.CustomResources;

/// <summary>How objects of a custom kind are scaled: by the paths of its definition.</summary>
internal static class CustomScale
{
    public static ScaleMapping? Of(CustomResourceSubresourceScale scale)
    {
        if (FieldExpression.Parse(scale.SpecReplicasPath) is not { Names: { Count: > 1 } names } wanted || FieldExpression.Parse(scale.StatusReplicasPath) is not { } observed)
            return null;
        var selector = FieldExpression.Parse(scale.LabelSelectorPath ?? "");
        return new ScaleMapping(
            value => Number(wanted, value),
            value => Number(observed, value),
            value => selector?.First(((CustomObject)value).ToElement()) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "",
            (value, replicas) => WithNumber((CustomObject)value, names, replicas)) { ReplicasPath = names };
    }

    private static int Number(FieldExpression path, ApiObject value) =>
        path.First(((CustomObject)value).ToElement()) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var replicas) ? replicas : 0;

    private static CustomObject WithNumber(CustomObject value, IReadOnlyList<string> names, int replicas)
    {
        var root = value[names[0]] is { ValueKind: JsonValueKind.Object } top ? (JsonObject)JsonTree.Of(top)! : [];
        var parent = root;
        foreach (var name in names.Skip(1).SkipLast(1))
        {
            if (parent[name] is not JsonObject inner)
                parent[name] = inner = [];
            parent = inner;
        }
        parent[names[^1]] = replicas;
        return value.With(names[0], JsonTree.ToElement(root));
    }
}
