using System.Globalization;
using System.Text.Json.Nodes;
using Krewe.Model.Failures;
using Krewe.Model.Json;

namespace Krewe.Model.Patches;

/// <summary>JSON patch, RFC 6902. All operations apply, or none does: on a failure the caller drops the document.</summary>
internal static class JsonPatch
{
    private const int MaxOperations = 10_000;

    /// <summary>Bytes that <c>copy</c> may add altogether: copies of copies grow exponentially.</summary>
    private const int MaxCopiedBytes = 3 * 1024 * 1024;

    public static Outcome<JsonNode> Apply(JsonNode document, JsonArray operations)
    {
        if (operations.Count > MaxOperations)
        {
            return new ApiFailure(FailureReason.RequestEntityTooLarge, string.Create(CultureInfo.InvariantCulture,
                $"Request entity too large: The allowed maximum operations in a JSON patch is {MaxOperations}, got {operations.Count}"));
        }
        var copied = 0;
        foreach (var operation in operations)
        {
            if (operation is not JsonObject fields)
                return ApiFailure.BadRequest("error decoding patch: an operation must be an object");
            document = Apply(document, fields, ref copied);
        }
        return document;
    }

    private static JsonNode Apply(JsonNode document, JsonObject operation, ref int copied)
    {
        var op = Text(operation, "op");
        var path = JsonPointer.Parse(Text(operation, "path"));
        switch (op)
        {
            case "add":
                return Add(document, path, Value(operation), op);
            case "replace":
                Require(document, path, op);
                return path.IsRoot ? Root(Value(operation)) : Set(document, path, Value(operation));
            case "remove":
                Remove(document, path, op);
                return document;
            case "test":
                if (!JsonNode.DeepEquals(Require(document, path, op), Value(operation)))
                    throw Unprocessable($"testing value {path} failed: test failed");
                return document;
            case "move":
                var source = JsonPointer.Parse(Text(operation, "from"));
                if (path.IsWithin(source))
                    throw Unprocessable($"move operation does not apply: {source} cannot be moved into itself");
                var moved = Require(document, source, op)?.DeepClone();
                Remove(document, source, op);
                return Add(document, path, moved, op);
            case "copy":
                var copy = Require(document, JsonPointer.Parse(Text(operation, "from")), op)?.DeepClone();
                copied += JsonCompaction.Bytes(copy).Length;
                if (copied > MaxCopiedBytes)
                    throw new PatchException(ApiFailure.TooLarge(MaxCopiedBytes));
                return Add(document, path, copy, op);
            default:
                throw new PatchException($"error decoding patch: unexpected kind: {op}");
        }
    }

    private static JsonNode Add(JsonNode document, JsonPointer path, JsonNode? value, string op)
    {
        if (path.IsRoot)
            return Root(value);
        switch (path.Parent(document))
        {
            case JsonObject parent:
                parent[path.Last] = value;
                return document;
            case JsonArray list when path.Last == "-":
                list.Add(value);
                return document;
            case JsonArray list when JsonPointer.TryIndex(path.Last, list.Count + 1, out var index):
                list.Insert(index, value);
                return document;
            case JsonArray:
                throw Unprocessable($"{op} operation does not apply: doc is missing path: \"{path}\": invalid index referenced");
            default:
                throw Unprocessable($"{op} operation does not apply: doc is missing path: \"{path}\": missing value");
        }
    }

    private static JsonNode Set(JsonNode document, JsonPointer path, JsonNode? value)
    {
        if (path.Parent(document) is JsonArray list && JsonPointer.TryIndex(path.Last, list.Count, out var index))
            list[index] = value;
        else
            ((JsonObject)path.Parent(document)!)[path.Last] = value;
        return document;
    }

    private static void Remove(JsonNode document, JsonPointer path, string op)
    {
        if (path.IsRoot)
            throw Unprocessable($"{op} operation does not apply: the whole document cannot be removed");
        Require(document, path, op);
        if (path.Parent(document) is JsonArray list && JsonPointer.TryIndex(path.Last, list.Count, out var index))
            list.RemoveAt(index);
        else
            ((JsonObject)path.Parent(document)!).Remove(path.Last);
    }

    /// <summary>The value at a path that must exist; it may be null.</summary>
    private static JsonNode? Require(JsonNode document, JsonPointer path, string op)
    {
        if (path.IsRoot)
            return document;
        switch (path.Parent(document))
        {
            case JsonObject parent when parent.TryGetPropertyValue(path.Last, out var value):
                return value;
            case JsonArray list when JsonPointer.TryIndex(path.Last, list.Count, out var index):
                return list[index];
            case null:
                throw Unprocessable($"{op} operation does not apply: doc is missing path: {path}: missing value");
            default:
                throw Unprocessable($"{op} operation does not apply: doc is missing key: {path}: missing value");
        }
    }

    private static JsonNode Root(JsonNode? value) => value as JsonObject ?? throw Unprocessable("the document must stay an object");

    private static string Text(JsonObject operation, string name) =>
        operation[name] is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : throw new PatchException($"error decoding patch: an operation lacks its {name}");

    private static JsonNode? Value(JsonObject operation) =>
        operation.TryGetPropertyValue("value", out var value)
            ? value?.DeepClone()
            : throw new PatchException("error decoding patch: an operation lacks its value");

    private static PatchException Unprocessable(string detail) =>
        new(new ApiFailure(FailureReason.Invalid, $"the server rejected our request due to an error in our request: {detail}"));
}
