using System.Collections.Immutable;
using System.Globalization;
using Krewe.Model.Meta;

namespace Krewe.Gateway.Prometheus;

/// <summary>The labels of a target, named as Prometheus' own discovery of Kubernetes names them. Never changes.</summary>
internal sealed class TargetLabels
{
    private const string Prefix = "__meta_kubernetes_";
    private readonly ImmutableSortedDictionary<string, string> _labels;

    private TargetLabels(ImmutableSortedDictionary<string, string> labels) => _labels = labels;

    /// <summary>No labels.</summary>
    public static TargetLabels None { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>Names and values, in the order of the names.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => _labels;

    /// <summary>With a label more; where there is no value, without.</summary>
    public TargetLabels With(string name, string? value) => string.IsNullOrEmpty(value) ? this : new(_labels.SetItem(Prefix + name, value));

    /// <summary>With a number.</summary>
    public TargetLabels With(string name, int? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>With a truth value.</summary>
    public TargetLabels With(string name, bool value) => With(name, value ? "true" : "false");

    /// <summary>With the labels of others; their values win.</summary>
    public TargetLabels With(TargetLabels others) => new(_labels.SetItems(others._labels));

    /// <summary>With an object's labels and annotations.</summary>
    /// <param name="what">What the object is: <c>pod</c>.</param>
    /// <param name="metadata">Its metadata.</param>
    public TargetLabels With(string what, ObjectMeta metadata)
    {
        var labels = _labels.ToBuilder();
        Add(labels, $"{Prefix}{what}_label", metadata.Labels);
        Add(labels, $"{Prefix}{what}_annotation", metadata.Annotations);
        return new(labels.ToImmutable());
    }

    private static void Add(ImmutableSortedDictionary<string, string>.Builder labels, string prefix, IReadOnlyDictionary<string, string> map)
    {
        foreach (var (key, value) in map)
        {
            var name = Sanitized(key);
            labels[$"{prefix}_{name}"] = value;
            labels[$"{prefix}present_{name}"] = "true";
        }
    }

    // A label's name is of letters, digits and underscores (Prometheus' data model).
    private static string Sanitized(string name) => string.Create(name.Length, name, static (span, name) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = char.IsAsciiLetterOrDigit(name[i]) ? name[i] : '_';
    });
}
