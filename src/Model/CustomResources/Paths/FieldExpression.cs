using System.Text.Json;

namespace Krewe.Model.CustomResources.Paths;

/// <summary>
/// A JSON path as printer columns and subresources use it: <c>.spec.replicas</c>, <c>.status.conditions[?(@.type=="Ready")].status</c>,
/// <c>.metadata.annotations.example\.com/owner</c>, <c>.items[0]</c>, <c>.items[*].name</c>. Parsed once; immutable.
/// </summary>
internal sealed class FieldExpression
{
    private readonly IReadOnlyList<PathStep> _steps;

    private FieldExpression(string text, IReadOnlyList<PathStep> steps) => (Text, _steps) = (text, steps);

    /// <summary>The path as it was written.</summary>
    public string Text { get; }

    /// <summary>The names of a path that is nothing but names, or null.</summary>
    public IReadOnlyList<string>? Names => _steps.All(step => step is PathStep.Name) ? [.. _steps.Select(step => ((PathStep.Name)step).Field)] : null;

    /// <summary>Parses a path; null where it is none.</summary>
    public static FieldExpression? Parse(string text) => new PathParser(text).Parse() is { } steps ? new FieldExpression(text, steps) : null;

    /// <summary>The values that the path leads to, none where a field on the way is missing.</summary>
    public IReadOnlyList<JsonElement> Find(JsonElement root)
    {
        List<JsonElement> found = [root];
        foreach (var step in _steps)
        {
            if (found.Count == 0)
                break;
            found = [.. found.SelectMany(step.From)];
        }
        return found;
    }

    /// <summary>The first value, or null.</summary>
    public JsonElement? First(JsonElement root) => Find(root) is [var first, ..] ? first : null;
}
